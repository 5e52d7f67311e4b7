package gateway.core.internal.locality;

import gateway.api.flow.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which addresses are ours: the value of {@code intake.inside}. Immutable, any thread. Meant for the few networks
 * that an administrator writes down: every look goes through the list.
 */
public final class InsideNetworks {
    /** Nothing is known to be ours. */
    public static final InsideNetworks NONE = new InsideNetworks(List.of());

    /** A Linux interface's name has at most 15 bytes; those with other characters have to be given by prefix. */
    private static final String INTERFACE_NAME = "[A-Za-z][A-Za-z0-9_.@-]{0,14}";

    private final IpPrefix[] prefixes;

    /** Ours are the addresses of these networks. */
    public InsideNetworks(List<IpPrefix> prefixes) {
        this.prefixes = prefixes.stream().distinct().toArray(IpPrefix[]::new);
    }

    /**
     * Reads networks, addresses and names of interfaces, separated by commas or blanks, for instance
     * {@code 10.0.0.0/8, fd00::/8, eth1}.
     *
     * @param interfacePrefixes the networks of an interface; empty where there is no such interface or it has no
     *     address
     * @throws IllegalArgumentException in one sentence, with the entry that cannot be understood
     */
    public static InsideNetworks parse(String text, Function<String, List<IpPrefix>> interfacePrefixes) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String entry : text.trim().split("[,\\s]+")) {
            if (entry.isEmpty()) {
                continue;
            }
            if (entry.matches(INTERFACE_NAME)) {
                prefixes.addAll(ofInterface(entry, interfacePrefixes));
            } else {
                prefixes.add(ofNetwork(entry));
            }
        }
        return new InsideNetworks(prefixes);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return prefixes.length == 0;
    }

    /** Whether an address is ours, given in its two halves as in {@link gateway.api.packet.IpAddress}. */
    public boolean contains(long high, long low) {
        for (IpPrefix prefix : prefixes) {
            if (prefix.contains(high, low)) {
                return true;
            }
        }
        return false;
    }

    /** Which end of a flow is ours, of which the client and the server have these addresses. */
    public Flow.Side side(long clientHigh, long clientLow, long serverHigh, long serverLow) {
        boolean server = contains(serverHigh, serverLow);
        if (contains(clientHigh, clientLow)) {
            return server ? Flow.Side.BOTH : Flow.Side.CLIENT;
        }
        return server ? Flow.Side.SERVER : Flow.Side.NEITHER;
    }

    /** The networks, in the order in which they were given. */
    public List<IpPrefix> prefixes() {
        return List.of(prefixes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InsideNetworks networks && Arrays.equals(prefixes, networks.prefixes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefixes);
    }

    @Override
    public String toString() {
        return prefixes().stream().map(IpPrefix::toString).collect(Collectors.joining(", "));
    }

    private static List<IpPrefix> ofInterface(String name, Function<String, List<IpPrefix>> interfacePrefixes) {
        List<IpPrefix> prefixes = interfacePrefixes.apply(name);
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\": there is no such interface, or it has no address");
        }
        return prefixes;
    }

    private static IpPrefix ofNetwork(String entry) {
        try {
            return IpPrefix.parse(entry);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("\"" + entry + "\": " + wrong.getMessage(), wrong);
        }
    }
}
