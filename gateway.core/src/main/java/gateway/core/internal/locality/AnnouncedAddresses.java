package gateway.core.internal.locality;

import gateway.api.locality.AddressList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The address list: a hash table of immutable entries in buckets of {@value #BUCKET}. An announcement that finds its
 * bucket full takes the place of the one that expires first, so the table never grows and never has to be swept.
 * The hash is keyed, since peers choose what is announced: nobody outside can fill one bucket on purpose.
 *
 * <p>Lock-free, any thread. Looking up allocates nothing; announcing allocates one entry. Of two announcements of the
 * same peer to the same host the later one counts, whichever application it is from.
 */
public final class AnnouncedAddresses implements AddressList {
    /** About 25 MB when full. */
    public static final int DEFAULT_CAPACITY = 262_144;
    /** How long clients keep trying the peers of a list, roughly: trackers are asked again every 30 minutes. */
    public static final long DEFAULT_LIFETIME_MILLIS = 30 * 60_000L;

    /** Entries that can stand in one place of the table. */
    static final int BUCKET = 8;

    /** An entry is as good as new for this part of its lifetime; repeating it then changes nothing. */
    private static final int FRESH_PART = 16;
    /** Another thread's success is behind every failed attempt; after so many, ours is dropped as if displaced. */
    private static final int MAX_ATTEMPTS = 16;

    private final AtomicReferenceArray<Entry> slots;
    private final long lifetimeMillis;
    private final long seed;
    private final LongAdder used = new LongAdder();
    private final LongAdder displaced = new LongAdder();

    /**
     * Makes an empty list.
     *
     * @param capacity how many announcements are kept at most; made a power of two, {@value #BUCKET} at least
     * @param lifetimeMillis how long an announcement holds, more than 0
     * @param seed the key of the hash, not to be guessed by anybody outside
     */
    public AnnouncedAddresses(int capacity, long lifetimeMillis, long seed) {
        if (capacity < 1 || capacity > 1 << 28 || lifetimeMillis < 1) {
            throw new IllegalArgumentException("no list of " + capacity + " addresses for " + lifetimeMillis + " ms");
        }
        slots = new AtomicReferenceArray<>(Math.max(BUCKET, Integer.highestOneBit(capacity)));
        this.lifetimeMillis = lifetimeMillis;
        this.seed = seed;
    }

    /**
     * Remembers that {@code application} told an inside host of a peer.
     *
     * @param toldToHigh first half of the inside host's address, as in {@link IpAddress}
     * @param toldToLow second half
     * @param peerHigh first half of the peer's address
     * @param peerLow second half
     * @param port the peer's, 0 to 65535
     * @param nowMillis on the clock of the packet source
     */
    public void announce(String application, long toldToHigh, long toldToLow, long peerHigh, long peerLow, int port,
            long nowMillis) {
        Entry entry = new Entry(application, toldToHigh, toldToLow, peerHigh, peerLow, port,
            nowMillis + lifetimeMillis);
        int bucket = bucketOf(toldToHigh, toldToLow, peerHigh, peerLow, port);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int slot = placeOf(entry, bucket);
            Entry before = slots.get(slot);
            if (before != null && before.makesNeedless(entry, lifetimeMillis / FRESH_PART)) {
                return;
            }
            if (slots.compareAndSet(slot, before, entry)) {
                count(before, entry, nowMillis);
                return;
            }
        }
        displaced.increment();
    }

    /** Whose list named this peer to this inside host; null if nobody's did recently. Arguments as above. */
    public String applicationOf(long toldToHigh, long toldToLow, long peerHigh, long peerLow, int port,
            long nowMillis) {
        Entry entry = lookUp(toldToHigh, toldToLow, peerHigh, peerLow, port, nowMillis);
        return entry == null ? null : entry.application;
    }

    @Override
    public Optional<Announcement> find(IpAddress toldTo, Endpoint peer, long nowMillis) {
        Entry entry = lookUp(toldTo.high(), toldTo.low(), peer.address().high(), peer.address().low(), peer.port(),
            nowMillis);
        return entry == null ? Optional.empty() : Optional.of(entry.announcement());
    }

    /** Those that hold longest from now, at most {@code limit}; looks at the whole list. */
    public List<Announcement> newest(int limit, long nowMillis) {
        PriorityQueue<Entry> newest = new PriorityQueue<>(Comparator.comparingLong(Entry::expiresMillis));
        for (int slot = 0; slot < slots.length(); slot++) {
            Entry entry = slots.get(slot);
            if (entry != null && entry.expiresMillis > nowMillis) {
                newest.add(entry);
                if (newest.size() > limit) {
                    newest.poll();
                }
            }
        }
        return newest.stream().sorted(Comparator.comparingLong(Entry::expiresMillis).reversed())
            .map(Entry::announcement).toList();
    }

    @Override
    public int size() {
        return used.intValue();
    }

    /** How many announcements are kept at most. */
    public int capacity() {
        return slots.length();
    }

    /** How many announcements had to go, or were not taken in, before they expired. */
    public long displaced() {
        return displaced.sum();
    }

    private Entry lookUp(long toldToHigh, long toldToLow, long peerHigh, long peerLow, int port, long nowMillis) {
        int bucket = bucketOf(toldToHigh, toldToLow, peerHigh, peerLow, port);
        for (int slot = bucket; slot < bucket + BUCKET; slot++) {
            Entry entry = slots.get(slot);
            if (entry != null && entry.isOf(toldToHigh, toldToLow, peerHigh, peerLow, port)) {
                return entry.expiresMillis > nowMillis ? entry : null;
            }
        }
        return null;
    }

    /** Where the same peer stands already, or else a free slot, or else the entry that expires first. */
    private int placeOf(Entry entry, int bucket) {
        int place = bucket;
        long earliest = Long.MAX_VALUE;
        for (int slot = bucket; slot < bucket + BUCKET; slot++) {
            Entry there = slots.get(slot);
            if (there == null) {
                // Slots fill from the front and are never emptied: nothing stands behind this one.
                return slot;
            }
            if (there.isOf(entry.toldToHigh, entry.toldToLow, entry.peerHigh, entry.peerLow, entry.port)) {
                return slot;
            }
            if (there.expiresMillis < earliest) {
                earliest = there.expiresMillis;
                place = slot;
            }
        }
        return place;
    }

    private void count(Entry before, Entry entry, long nowMillis) {
        if (before == null) {
            used.increment();
        } else if (before.expiresMillis > nowMillis && !before.isOf(entry.toldToHigh, entry.toldToLow, entry.peerHigh,
                entry.peerLow, entry.port)) {
            displaced.increment();
        }
    }

    private int bucketOf(long toldToHigh, long toldToLow, long peerHigh, long peerLow, int port) {
        long hash = mix(mix(mix(mix(mix(seed, toldToHigh), toldToLow), peerHigh), peerLow), port);
        return (int) (hash >>> 32) & slots.length() - 1 & -BUCKET;
    }

    /** A round of a multiplicative hash; the multiplier and the shift are those of SplittableRandom's mix. */
    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0xbf58476d1ce4e5b9L;
        return mixed ^ mixed >>> 31;
    }

    private record Entry(String application, long toldToHigh, long toldToLow, long peerHigh, long peerLow, int port,
            long expiresMillis) {
        boolean isOf(long otherToldToHigh, long otherToldToLow, long otherPeerHigh, long otherPeerLow,
                int otherPort) {
            return peerLow == otherPeerLow && port == otherPort && toldToLow == otherToldToLow
                && peerHigh == otherPeerHigh && toldToHigh == otherToldToHigh;
        }

        Announcement announcement() {
            return new Announcement(application, new IpAddress(toldToHigh, toldToLow),
                new Endpoint(new IpAddress(peerHigh, peerLow), port), expiresMillis);
        }

        /** Whether a newer announcement says the same and would not last much longer. */
        boolean makesNeedless(Entry newer, long freshMillis) {
            return isOf(newer.toldToHigh, newer.toldToLow, newer.peerHigh, newer.peerLow, newer.port)
                && application.equals(newer.application) && newer.expiresMillis - expiresMillis < freshMillis;
        }
    }
}
