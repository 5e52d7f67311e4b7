package gateway.localizer.choice;

import gateway.api.packet.Endpoint;
import gateway.localizer.place.Prefix;
import gateway.localizer.place.PrefixTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which peers may be put into lists: those with a port and a public unicast address, by IANA's registries of
 * special-purpose addresses (RFC 6890). Immutable, any thread; asking allocates nothing.
 */
public final class Admission {
    private static final List<String> PUBLIC = List.of("0.0.0.0/0", "2000::/3");
    /** Of use only where the administrator says so: private, shared, for benchmarks and documentation, 6to4. */
    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "fc00::/7", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    /** This network, loopback, link, multicast, reserved, and all of IPv6 that is nothing else. */
    private static final List<String> NEVER = List.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3",
        "::/0");

    private final PrefixTable<Boolean> admitted;

    /**
     * Makes the rules.
     *
     * @param usable private networks whose addresses may be put into lists
     * @throws IllegalArgumentException for networks that are not private
     */
    public Admission(List<Prefix> usable) {
        Map<Prefix, Boolean> rules = new HashMap<>();
        PUBLIC.forEach(text -> rules.put(Prefix.parse(text), true));
        PRIVATE.forEach(text -> rules.put(Prefix.parse(text), false));
        NEVER.forEach(text -> rules.put(Prefix.parse(text), false));
        for (Prefix network : usable) {
            if (PRIVATE.stream().map(Prefix::parse).noneMatch(all -> all.bits() <= network.bits()
                    && all.contains(network.high(), network.low()))) {
                throw new IllegalArgumentException(network + " is not a private network");
            }
            rules.put(network, true);
        }
        admitted = PrefixTable.of(rules);
    }

    /** Whether a peer may be put into a list. */
    public boolean admits(Endpoint peer) {
        Boolean usable = admitted.find(peer.address().high(), peer.address().low());
        return peer.port() != 0 && usable != null && usable;
    }
}
