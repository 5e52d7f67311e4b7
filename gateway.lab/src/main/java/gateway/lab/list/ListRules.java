package gateway.lab.list;

import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of every list that was decided, judged without the localizer's own classes. */
public final class ListRules {
    private static final long V4_BITS = 0xffff_ffffL;
    /** Networks that are not public: first address and number of bits. */
    private static final long[][] NOT_PUBLIC_V4 = {{0x0000_0000L, 8}, {0x0a00_0000L, 8}, {0x6440_0000L, 10},
        {0x7f00_0000L, 8}, {0xa9fe_0000L, 16}, {0xac10_0000L, 12}, {0xc000_0000L, 24}, {0xc000_0200L, 24},
        {0xc058_6300L, 24}, {0xc0a8_0000L, 16}, {0xc612_0000L, 15}, {0xc633_6400L, 24}, {0xcb00_7100L, 24},
        {0xe000_0000L, 3}};
    private static final long[][] NOT_PUBLIC_V6 = {{0x2001_0000_0000_0000L, 23}, {0x2001_0db8_0000_0000L, 32},
        {0x2002_0000_0000_0000L, 16}, {0x3fff_0000_0000_0000L, 20}};

    private ListRules() {
    }

    /**
     * Looks at one list.
     *
     * @param announced who was ever announced for its content
     * @return what is wrong; empty if nothing is
     */
    public static String broken(PeerList list, RewriteTerms terms, RewrittenList decided, Set<Endpoint> announced) {
        List<ListedPeer> places = list.peers();
        if (decided.entries().size() != places.size()) {
            return "its length changed";
        }
        // How often a peer stands in the list, and how often it did: those that were named twice may stay so.
        Map<Endpoint, Integer> there = new HashMap<>();
        decided.entries().forEach(peer -> there.merge(peer, 1, Integer::sum));
        Map<Endpoint, Integer> before = new HashMap<>();
        places.forEach(place -> before.merge(place.peer(), 1, Integer::sum));
        int changed = 0;
        for (int i = 0; i < places.size(); i++) {
            Endpoint old = places.get(i).peer();
            Endpoint now = decided.entries().get(i);
            if (!old.equals(now)) {
                changed++;
                String why = unfit(places.get(i), now, list.toldTo());
                if (!why.isEmpty()) {
                    return why;
                }
                if (there.get(now) > before.getOrDefault(now, 1)) {
                    return "a peer stands in two places";
                }
                if (!before.containsKey(now) && (!announced.contains(now) || terms.way() == RewriteTerms.Way.REORDER)) {
                    return "a peer came in that was not announced";
                }
            }
        }
        return changed != decided.replaced() + decided.moved() ? "it says of itself that it changed otherwise"
            : decided.far() < 0 || decided.far() > places.size() ? "it says of itself that it has other far peers"
            : "";
    }

    private static String unfit(ListedPeer place, Endpoint now, IpAddress client) {
        return place.offset() == ListedPeer.NOWHERE ? "an entry without a place changed"
            : now.address().isV4() != place.peer().address().isV4() ? "a peer of the other family came in"
            : now.address().equals(client) ? "the client's own address came in"
            : now.port() == 0 ? "a peer without a port came in"
            : !isPublic(now.address()) ? "an address that is not public came in" : "";
    }

    /** Whether an address is public, by IANA's registries of special-purpose addresses. */
    static boolean isPublic(IpAddress address) {
        if (address.isV4()) {
            return !isIn(NOT_PUBLIC_V4, address.low() & V4_BITS, Integer.SIZE);
        }
        return address.high() >>> 61 == 1 && !isIn(NOT_PUBLIC_V6, address.high(), Long.SIZE);
    }

    private static boolean isIn(long[][] networks, long value, int width) {
        for (long[] network : networks) {
            if ((value ^ network[0]) >>> width - network[1] == 0) {
                return true;
            }
        }
        return false;
    }
}
