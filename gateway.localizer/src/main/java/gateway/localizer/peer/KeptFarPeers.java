package gateway.localizer.peer;

import gateway.api.packet.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which far peers clients were left. A client reads many lists of one content, a tracker's and those of all peers that
 * exchange peers with it, so how many it is left counts over all of them. A client whose place another one takes begins
 * anew. Any thread; no call waits or takes a lock.
 */
public final class KeptFarPeers {
    /** More are not remembered of a client: who is left so many is not kept from far peers. */
    public static final int MOST = 64;
    private static final int SLOTS = 1 << 14;

    private final AtomicReferenceArray<Kept> slots = new AtomicReferenceArray<>(SLOTS);

    private record Kept(long key, List<Endpoint> peers) {
    }

    /**
     * Those of one client, the first that it was left first.
     *
     * @param key a keyed hash of the client, the content, and the time for which it holds
     */
    public List<Endpoint> of(long key) {
        Kept kept = slots.get(slotOf(key));
        return kept == null || kept.key != key ? List.of() : kept.peers;
    }

    /** A client is left these as well. */
    public void add(long key, List<Endpoint> more) {
        int slot = slotOf(key);
        Kept before = slots.get(slot);
        List<Endpoint> peers = new ArrayList<>(before == null || before.key != key ? List.of() : before.peers);
        for (Endpoint peer : more) {
            if (peers.size() < MOST && !peers.contains(peer)) {
                peers.add(peer);
            }
        }
        // Where another worker was faster, the next list says it again.
        slots.compareAndSet(slot, before, new Kept(key, List.copyOf(peers)));
    }

    private static int slotOf(long key) {
        return (int) (key >>> Integer.SIZE) & SLOTS - 1;
    }
}
