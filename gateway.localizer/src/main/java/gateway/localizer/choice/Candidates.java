package gateway.localizer.choice;

import gateway.api.packet.Endpoint;
import gateway.localizer.peer.KnownPeer;
import gateway.localizer.place.KeyedHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Near peers of a content, the best first: who answers stands before who was silent, then who is nearer; among those of
 * about the same distance a seed decides, so that not every client is sent to the same few.
 */
public final class Candidates {
    /** Costs that differ by less are about the same. */
    private static final int ABOUT = 50;
    private static final int INDEX_BITS = 12;
    private static final int HASH_BITS = 20;
    private static final int COST_BITS = 8;

    private Candidates() {
    }

    /**
     * Puts them in order.
     *
     * @param known the peers that were announced for the content, 4096 at most; further ones are not looked at
     * @param cost of a peer for the client
     * @param near the largest cost of a near peer
     * @param seed whose order it is
     */
    public static List<Endpoint> of(List<KnownPeer> known, ToIntFunction<Endpoint> cost, int near, long seed) {
        int most = Math.min(known.size(), 1 << INDEX_BITS);
        long[] keys = new long[most];
        int count = 0;
        for (int i = 0; i < most; i++) {
            KnownPeer peer = known.get(i);
            int distance = peer.present() ? cost.applyAsInt(peer.peer()) : Integer.MAX_VALUE;
            if (distance <= near) {
                keys[count++] = key(peer, distance, seed) << INDEX_BITS | i;
            }
        }
        Arrays.sort(keys, 0, count);
        List<Endpoint> best = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            best.add(known.get((int) keys[i] & (1 << INDEX_BITS) - 1).peer());
        }
        return best;
    }

    private static long key(KnownPeer peer, int cost, long seed) {
        long hash = KeyedHash.mix(KeyedHash.mix(KeyedHash.mix(seed, peer.peer().address().high()),
            peer.peer().address().low()), peer.peer().port());
        long rank = (long) peer.silences() << COST_BITS | cost / ABOUT;
        return rank << HASH_BITS | hash >>> Long.SIZE - HASH_BITS;
    }
}
