package gateway.localizer.peer;

import gateway.api.packet.Endpoint;
import gateway.localizer.place.KeyedHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * Which peers were announced for which content: the list that the localization paper accumulates. A hash table in
 * buckets of {@value #BUCKET} contents; where a bucket is full, the content that was not seen for longest gives way. A
 * content has so many peers at most; the nearest that answer stay. Lock-free, any thread.
 */
public final class NearPeers {
    /** Contents by default. */
    public static final int DEFAULT_CONTENTS = 4096;
    /** Peers of a content by default; a full table is about 50 MB. */
    public static final int DEFAULT_PEERS = 128;
    static final int BUCKET = 8;
    /** Another thread's success is behind every failed attempt; after so many, what is told is dropped. */
    private static final int MAX_ATTEMPTS = 16;

    private final AtomicReferenceArray<ContentPeers> slots;
    private final int mostPeers;
    private final long seed;
    private final LongAdder displaced = new LongAdder();

    /**
     * An empty table.
     *
     * @param contents how many there are at most; made a power of two, {@value #BUCKET} at least
     * @param mostPeers how many peers a content has at most
     * @param seed the key of the hash, not to be guessed by anybody outside
     */
    public NearPeers(int contents, int mostPeers, long seed) {
        slots = new AtomicReferenceArray<>(Math.max(BUCKET, Integer.highestOneBit(contents)));
        this.mostPeers = mostPeers;
        this.seed = seed;
    }

    /**
     * A list named peers for a content.
     *
     * @param costs of the peers, in their order
     * @param lifetimeMillis for how long a peer is remembered that is not named again
     */
    public void announce(String application, String content, List<Endpoint> peers, int[] costs, long nowMillis,
            long lifetimeMillis) {
        int bucket = bucketOf(application, content);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int slot = placeOf(bucket, application, content);
            ContentPeers before = slots.get(slot);
            boolean same = before != null && before.isOf(application, content);
            ContentPeers base = same ? before : new ContentPeers(application, content, List.of());
            ContentPeers after = base.with(peers, costs, mostPeers, nowMillis - lifetimeMillis, nowMillis, seed);
            if (slots.compareAndSet(slot, before, after)) {
                if (before != null && !same && nowMillis - before.seenMillis() < lifetimeMillis) {
                    displaced.increment();
                }
                return;
            }
        }
        displaced.increment();
    }

    /** A peer answered a request for a content; nothing is remembered of one that was not announced for it. */
    public void answered(String application, String content, Endpoint peer, long nowMillis) {
        change(application, content, peer, known -> known.answered(nowMillis));
    }

    /** A peer did not answer a request for a content. */
    public void silent(String application, String content, Endpoint peer) {
        change(application, content, peer, KnownPeer::silent);
    }

    /**
     * All that were announced for a content and seen since a time, those that went silent among them; in no order.
     */
    public List<KnownPeer> of(String application, String content, long sinceMillis) {
        int bucket = bucketOf(application, content);
        for (int slot = bucket; slot < bucket + BUCKET; slot++) {
            ContentPeers there = slots.get(slot);
            if (there != null && there.isOf(application, content)) {
                return there.since(sinceMillis).peers();
            }
        }
        return List.of();
    }

    /** The contents that were seen last, at most {@code limit}, and since a time; looks at the whole table. */
    public List<ContentPeers> newest(int limit, long sinceMillis) {
        List<ContentPeers> all = new ArrayList<>();
        for (int slot = 0; slot < slots.length(); slot++) {
            ContentPeers there = slots.get(slot);
            if (there != null && there.seenMillis() >= sinceMillis) {
                all.add(there.since(sinceMillis));
            }
        }
        all.sort(Comparator.comparingLong(ContentPeers::seenMillis).reversed());
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /** How many contents had to go, or were not taken in, before their peers were forgotten. */
    public long displaced() {
        return displaced.sum();
    }

    private void change(String application, String content, Endpoint peer, UnaryOperator<KnownPeer> change) {
        int bucket = bucketOf(application, content);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int slot = placeOf(bucket, application, content);
            ContentPeers before = slots.get(slot);
            if (before == null || !before.isOf(application, content)
                    || slots.compareAndSet(slot, before, before.with(peer, change))) {
                return;
            }
        }
    }

    /** Where a content stands, or else a free slot, or else the one that was not seen for longest. */
    private int placeOf(int bucket, String application, String content) {
        int place = bucket;
        long earliest = Long.MAX_VALUE;
        for (int slot = bucket; slot < bucket + BUCKET; slot++) {
            ContentPeers there = slots.get(slot);
            if (there == null || there.isOf(application, content)) {
                // Slots fill from the front and are never emptied: nothing stands behind a free one.
                return slot;
            }
            if (there.seenMillis() < earliest) {
                earliest = there.seenMillis();
                place = slot;
            }
        }
        return place;
    }

    private int bucketOf(String application, String content) {
        long hash = KeyedHash.mix(KeyedHash.mix(seed, application), content);
        return (int) (hash >>> 32) & slots.length() - 1 & -BUCKET;
    }
}
