package gateway.core.internal.configuration;

import gateway.core.internal.kernel.CommandException;
import gateway.core.internal.kernel.KernelFeatures;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.IpPrefix;
import gateway.core.internal.netlink.Netns;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Where packets come from: {@code gateway.intake.cfg}.
 *
 * @param inside which addresses are ours; empty if nobody said
 * @param netns the network namespace whose packets are taken
 * @param workers how many threads take packets
 * @param queueBase the number of the first kernel queue; each worker has two
 * @param queueMaxLength how many packets the kernel keeps in one queue
 * @param bypass whether packets pass while nobody listens
 * @param offload whether decided flows become the kernel's; off only to measure
 * @param copyRange bytes of a packet that the classifying lane copies; other than 2048 only to measure
 * @param tapBytes of kernel memory for each worker, through which contents for the records are read; 0 for none
 * @param fastPass whether packets behind a gap go on at once; off only to measure
 */
public record IntakeSettings(InsideNetworks inside, Netns netns, int workers, int queueBase, int queueMaxLength,
                             boolean bypass, boolean offload, int copyRange, long tapBytes, boolean fastPass) {
    static final Set<String> KEYS = Set.of("inside", "netns", "workers", "queueBase", "queueMaxLength",
        "bypass", "offload", "copyRange", "tapMegabytes", "fastPass");
    private static final int MEGA = 1_000_000;

    static IntakeSettings of(Settings settings) throws InvalidSetting {
        settings.only(KEYS);
        Netns netns = netns(settings);
        return new IntakeSettings(inside(settings, netns), netns,
            settings.number("workers", Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2)), 1, 64),
            settings.number("queueBase", 0, 0, 60_000),
            settings.number("queueMaxLength", 8192, 64, 1_000_000),
            settings.flag("bypass", true),
            settings.flag("offload", true),
            settings.number("copyRange", 2048, 256, 65_531),
            (long) MEGA * settings.number("tapMegabytes", 32, 0, 2000),
            settings.flag("fastPass", true));
    }

    private static Netns netns(Settings settings) throws InvalidSetting {
        try {
            return Netns.of(settings.text("netns", ""));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSetting(settings, "netns", "is wrong: " + wrong.getMessage());
        }
    }

    private static InsideNetworks inside(Settings settings, Netns netns) throws InvalidSetting {
        try {
            return InsideNetworks.parse(String.join(",", settings.list("inside")),
                name -> networksOf(name, netns));
        } catch (UncheckedIOException | IllegalArgumentException wrong) {
            throw new InvalidSetting(settings, "inside", "is wrong: " + wrong.getMessage());
        }
    }

    /** Interfaces are those of the namespace whose packets are taken. */
    private static List<IpPrefix> networksOf(String interfaceName, Netns netns) {
        try {
            return new KernelFeatures(netns).interfaces().prefixesOf(interfaceName);
        } catch (CommandException unknown) {
            throw new UncheckedIOException(unknown.getMessage(), unknown);
        }
    }
}
