package gateway.core.internal.pipeline;

import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * A new list whose entries may not have room for everybody, as addresses in text. Where all fit it stays as it is.
 * Otherwise nobody moves, and of those that come new as many as fit take the places of those that were to go.
 */
final class FittedList {
    /** Newcomers beyond so many are not tried. */
    private static final int MOST_TRIED = 64;

    private FittedList() {
    }

    /**
     * Fits it.
     *
     * @param before the list as it came
     * @param fits whether a peer can be written into a place
     */
    static RewrittenList of(List<ListedPeer> before, RewrittenList wanted, BiPredicate<ListedPeer, Endpoint> fits) {
        for (int i = 0; i < before.size(); i++) {
            Endpoint peer = wanted.entries().get(i);
            if (!peer.equals(before.get(i).peer()) && !fits.test(before.get(i), peer)) {
                return fitted(before, wanted, fits);
            }
        }
        return wanted;
    }

    private static RewrittenList fitted(List<ListedPeer> before, RewrittenList wanted,
                                        BiPredicate<ListedPeer, Endpoint> fits) {
        Set<Endpoint> stay = new HashSet<>(wanted.entries());
        List<Endpoint> newcomers = new ArrayList<>(wanted.entries());
        before.forEach(each -> newcomers.remove(each.peer()));
        List<Endpoint> waiting = new ArrayList<>(newcomers.subList(0, Math.min(MOST_TRIED, newcomers.size())));
        List<Endpoint> entries = new ArrayList<>(before.size());
        int replaced = 0;
        for (ListedPeer place : before) {
            Endpoint newcomer = stay.contains(place.peer()) ? null
                : waiting.stream().filter(peer -> fits.test(place, peer)).findFirst().orElse(null);
            waiting.remove(newcomer);
            entries.add(newcomer == null ? place.peer() : newcomer);
            replaced += newcomer == null ? 0 : 1;
        }
        return new RewrittenList(entries, replaced, 0, wanted.far() + wanted.replaced() - replaced);
    }
}
