package gateway.core.internal.kernel;

import gateway.api.packet.IpAddress;
import gateway.core.internal.locality.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The interfaces of a namespace, as {@code ip} tells them, and a guess which of them are ours.
 *
 * @param interfaces in the order of the kernel; the loopback is left out
 * @param ports the interfaces that each bridge joins, by the bridge's name
 */
public record InterfaceSurvey(List<Device> interfaces, Map<String, List<String>> ports) {
    private static final List<IpPrefix> PRIVATE =
        Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
            .map(IpPrefix::parse).toList();
    private static final List<IpPrefix> LINK_LOCAL =
        Stream.of("169.254.0.0/16", "fe80::/10").map(IpPrefix::parse).toList();

    /**
     * One interface.
     *
     * @param name its name
     * @param addresses with prefix lengths, such as {@code 192.168.1.1/24}
     * @param outside whether a default route leads through it
     */
    public record Device(String name, List<String> addresses, boolean outside) {
        /**
         * Whether it has a private or unique local address (RFC 1918, RFC 4193, and RFC 6598 for the customers of a
         * provider) and does not lead outside.
         */
        public boolean isProbablyInside() {
            return !outside && addresses.stream().anyMatch(InterfaceSurvey::isPrivate);
        }

        @Override
        public String toString() {
            String side = outside ? "outside (default route)" : isProbablyInside() ? "probably inside" : "unclear";
            String where = addresses.isEmpty() ? "without address" : String.join(" ", addresses);
            return name + " " + where + ": " + side;
        }
    }

    static InterfaceSurvey of(Commands commands) throws CommandException {
        String routes = commands.run("", "ip", "-o", "-4", "route", "show", "default")
            + commands.run("", "ip", "-o", "-6", "route", "show", "default");
        String links = commands.run("", "ip", "-o", "link", "show");
        InterfaceSurvey survey = parse(links, commands.run("", "ip", "-o", "addr", "show"), routes);
        return new InterfaceSurvey(survey.interfaces(),
            ports(commands.run("", "ip", "-o", "link", "show", "type", "bridge"), links));
    }

    /** Reads {@code ip -o link show type bridge} and {@code ip -o link show}. */
    static Map<String, List<String>> ports(String bridges, String links) {
        Map<String, List<String>> ports = new LinkedHashMap<>();
        bridges.lines().map(InterfaceSurvey::words).filter(words -> words.length > 1)
            .forEach(words -> ports.put(nameIn(words), new ArrayList<>()));
        links.lines().map(InterfaceSurvey::words).forEach(words -> {
            for (int i = 2; i + 1 < words.length; i++) {
                if (words[i].equals("master") && ports.containsKey(words[i + 1])) {
                    ports.get(words[i + 1]).add(nameIn(words));
                }
            }
        });
        return ports;
    }

    /** In what kind of place the gateway stands, in a sentence. */
    public String setUp() {
        List<String> bridges = ports.entrySet().stream().filter(bridge -> bridge.getValue().size() > 1)
            .map(bridge -> bridge.getKey() + " (" + String.join(", ", bridge.getValue()) + ")").toList();
        if (!bridges.isEmpty()) {
            return "bridge " + String.join(", ", bridges) + "; what goes across is seen where "
                + "net.bridge.bridge-nf-call-iptables is 1, and resets need a route to both ends";
        }
        long routed = interfaces.stream().filter(device -> !device.addresses().isEmpty()).count();
        return routed > 1 ? "router between " + routed + " interfaces with addresses"
            : "neither a router nor a bridge: nothing is forwarded between fewer than two interfaces";
    }

    private static String nameIn(String[] words) {
        return words[1].replaceFirst("(@.*)?:$", "");
    }

    /** Reads {@code ip -o link show}, {@code ip -o addr show} and {@code ip -o route show default}. */
    static InterfaceSurvey parse(String links, String addresses, String defaultRoutes) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        links.lines().map(InterfaceSurvey::words).filter(words -> words.length > 1)
            .filter(words -> !words[1].equals("lo:"))
            .forEach(words -> byName.put(nameIn(words), new ArrayList<>()));
        addresses.lines().map(InterfaceSurvey::words).filter(words -> words.length > 3)
            .filter(words -> words[2].startsWith("inet") && byName.containsKey(words[1]))
            .forEach(words -> byName.get(words[1]).add(words[3]));
        Set<String> outside = new LinkedHashSet<>();
        defaultRoutes.lines().map(InterfaceSurvey::words).forEach(words -> {
            for (int i = 0; i + 1 < words.length; i++) {
                if (words[i].equals("dev")) {
                    outside.add(words[i + 1]);
                }
            }
        });
        return new InterfaceSurvey(byName.entrySet().stream()
            .map(entry -> new Device(entry.getKey(), List.copyOf(entry.getValue()), outside.contains(entry.getKey())))
            .toList(), Map.of());
    }

    /** The networks of an interface, link-local ones left out: they are on every link. Empty where there is none. */
    public List<IpPrefix> prefixesOf(String name) {
        return interfaces.stream().filter(device -> device.name().equals(name))
            .flatMap(device -> device.addresses().stream()).map(InterfaceSurvey::network)
            .filter(prefix -> LINK_LOCAL.stream().noneMatch(
                local -> local.contains(prefix.address().high(), prefix.address().low())))
            .toList();
    }

    /** The network of an address with its prefix length. */
    private static IpPrefix network(String address) {
        int slash = address.indexOf('/');
        IpAddress host = IpAddress.parse(address.substring(0, slash < 0 ? address.length() : slash))
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + address));
        return new IpPrefix(host, slash < 0 ? 8 * host.bytes().length : Integer.parseInt(address.substring(slash + 1)));
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+");
    }

    /** The interfaces that {@code intake.inside} should probably name; empty where nothing speaks for any. */
    public List<String> guessInside() {
        return interfaces.stream().filter(Device::isProbablyInside).map(Device::name).toList();
    }

    private static boolean isPrivate(String addressWithLength) {
        return IpAddress.parse(addressWithLength.replaceFirst("/.*", ""))
            .filter(address -> PRIVATE.stream().anyMatch(prefix -> prefix.contains(address.high(), address.low())))
            .isPresent();
    }
}
