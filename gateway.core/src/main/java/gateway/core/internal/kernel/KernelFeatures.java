package gateway.core.internal.kernel;

import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jnr.ffi.LibraryLoader;

/**
 * Looks at what this machine offers, for {@code ./gateway run --check} and for a clear word at a start that fails.
 * Changes nothing. Forks commands and takes some tenths of a second.
 */
public final class KernelFeatures {
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;
    private static final int CAP_SYS_ADMIN = 21;
    private static final String QUEUE_LIBRARY = "libnetfilter_queue.so.1";

    private final Netns netns;
    private final Commands commands;

    /** @param netns where the gateway is to run */
    public KernelFeatures(Netns netns) {
        this.netns = netns;
        commands = new Commands(netns);
    }

    /** Everything, in the order in which an administrator would put it right. */
    public List<Feature> check() {
        List<Feature> features = new ArrayList<>(rights());
        features.add(queueLibrary());
        features.addAll(programs());
        features.addAll(new RuleTrials().run());
        features.addAll(forwarding());
        features.addAll(bridging());
        return features;
    }

    /** The first right that is missing, before anything is tried. */
    public Optional<Feature> missingRight() {
        return rights().stream().filter(Feature::isObstacle).findFirst();
    }

    private List<Feature> rights() {
        Rights held = Rights.ofThisProcess();
        List<Feature> rights = new ArrayList<>(List.of(
            right(held, CAP_NET_ADMIN, "CAP_NET_ADMIN", "for queues, rules and sets"),
            right(held, CAP_NET_RAW, "CAP_NET_RAW", "for resets to both ends, and the tap")));
        if (!netns.equals(Netns.own())) {
            rights.add(right(held, CAP_SYS_ADMIN, "CAP_SYS_ADMIN", "to enter the namespace " + netns));
        }
        return rights;
    }

    private static Feature right(Rights held, int number, String name, String purpose) {
        String detail = !held.has(number) ? "missing; it is needed " + purpose + " (root has it)"
            : !held.passesOn(number) ? "held, but not passed on to iptables; it has to be ambient" : purpose;
        return Feature.required("right " + name, held.has(number) && held.passesOn(number), detail);
    }

    private static Feature queueLibrary() {
        try {
            LibraryLoader.create(Anything.class).failImmediately().load(QUEUE_LIBRARY);
            return Feature.required(QUEUE_LIBRARY, true, "loads");
        } catch (UnsatisfiedLinkError missing) {
            return Feature.required(QUEUE_LIBRARY, false, "install the package libnetfilter-queue1");
        }
    }

    private List<Feature> programs() {
        List<Feature> programs = new ArrayList<>();
        programs.add(program(Family.V4.command(), "-V", "iptables", true));
        programs.add(program(Family.V6.command(), "-V", "iptables", Family.spoken().contains(Family.V6)));
        programs.add(program("ipset", "-v", "ipset", false));
        programs.add(program("ip", "-V", "iproute2", false));
        if (!netns.equals(Netns.own())) {
            programs.add(program("nsenter", "-V", "util-linux", true));
        }
        return programs;
    }

    /** A program and the first line of what it says about itself, which names iptables' variant. */
    private static Feature program(String name, String versionOption, String debianPackage, boolean required) {
        if (Commands.find(name).isEmpty()) {
            return new Feature("program " + name, false, "install the package " + debianPackage, required);
        }
        return new Feature("program " + name, true, version(name, versionOption), required);
    }

    private static String version(String program, String option) {
        try {
            return new Commands(Netns.own()).run("", program, option).lines().findFirst().orElse("").strip();
        } catch (CommandException silent) {
            return silent.getMessage();
        }
    }

    private List<Feature> forwarding() {
        List<Feature> forwarding = new ArrayList<>();
        forwarding.add(setting("forwarding of IPv4", "net/ipv4/ip_forward", "1"::equals));
        if (Family.spoken().contains(Family.V6)) {
            forwarding.add(setting("forwarding of IPv6", "net/ipv6/conf/all/forwarding", "1"::equals));
        }
        return forwarding;
    }

    /** On a bridge that iptables is not shown, the gateway sees nothing, and nothing says so. */
    private List<Feature> bridging() {
        try {
            if (interfaces().ports().isEmpty()) {
                return List.of();
            }
        } catch (CommandException noSuchProgram) {
            return List.of();
        }
        try (KernelSettings settings = new KernelSettings(netns)) {
            String value = settings.read("net/bridge/bridge-nf-call-iptables");
            return List.of(Feature.optional("packets of bridges", value.equals("1"),
                "net.bridge.bridge-nf-call-iptables = " + value));
        } catch (IOException noModule) {
            return List.of(Feature.optional("packets of bridges", false, "load the kernel module br_netfilter"));
        }
    }

    private Feature setting(String name, String parameter, Predicate<String> wanted) {
        try (KernelSettings settings = new KernelSettings(netns)) {
            String value = settings.read(parameter);
            String dotted = parameter.replace('/', '.') + " = " + value;
            return Feature.optional(name, wanted.test(value),
                wanted.test(value) ? dotted : dotted + "; without it this host forwards nothing");
        } catch (IOException unreadable) {
            return Feature.optional(name, false, unreadable.getMessage());
        }
    }

    /** The interfaces of the namespace and which of them are probably ours. */
    public InterfaceSurvey interfaces() throws CommandException {
        return InterfaceSurvey.of(commands);
    }

    /** A library that is only to be loaded. */
    public interface Anything {
    }
}
