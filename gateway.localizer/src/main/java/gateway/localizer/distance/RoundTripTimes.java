package gateway.localizer.distance;

import gateway.localizer.place.KeyedHash;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long peers took to answer lately: a hash table of immutable entries in buckets of {@value #BUCKET}, in which the
 * entry that was told first gives way. A shorter time counts at once, a longer one by an eighth, since queues only make
 * times longer. Lock-free, any thread; asking allocates nothing.
 */
public final class RoundTripTimes {
    /** How many peers are remembered by default; about 5 MB when full. */
    public static final int DEFAULT_CAPACITY = 65_536;
    private static final int BUCKET = 4;
    private static final long LIFETIME_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long MOST_MICROS = TimeUnit.SECONDS.toMicros(10);
    private static final int SLOWLY = 8;
    /** A round trip that makes a peer neither nearer nor farther. */
    private static final long USUAL_MICROS = 100_000;
    /** The most that a round trip adds to a cost, or takes from it. */
    private static final int MOST_WEIGHT = 40;

    private final AtomicReferenceArray<Entry> slots;
    private final long seed;

    private record Entry(long high, long low, long micros, long toldMillis) {
    }

    /**
     * Nothing is known yet.
     *
     * @param capacity how many peers are remembered; made a power of two
     * @param seed the key of the hash, not to be guessed by anybody outside
     */
    public RoundTripTimes(int capacity, long seed) {
        slots = new AtomicReferenceArray<>(Math.max(BUCKET, Integer.highestOneBit(capacity)));
        this.seed = seed;
    }

    /** Remembers a time; those that no network takes are forgotten. */
    public void tell(long high, long low, long micros, long nowMillis) {
        if (micros <= 0 || micros > MOST_MICROS) {
            return;
        }
        int bucket = bucketOf(high, low);
        int place = bucket;
        for (int slot = bucket; slot < bucket + BUCKET; slot++) {
            Entry entry = slots.get(slot);
            if (entry == null || entry.low == low && entry.high == high) {
                place = slot;
                break;
            }
            if (entry.toldMillis < slots.get(place).toldMillis) {
                place = slot;
            }
        }
        Entry before = slots.get(place);
        boolean same = before != null && before.low == low && before.high == high
            && nowMillis - before.toldMillis < LIFETIME_MILLIS;
        long smooth = !same || micros <= before.micros ? micros : before.micros + (micros - before.micros) / SLOWLY;
        // Where another thread was here meanwhile, its time is as good as ours.
        slots.compareAndSet(place, before, new Entry(high, low, smooth, nowMillis));
    }

    /** How long a peer takes to answer, in microseconds; -1 if that is not known. */
    public long micros(long high, long low, long nowMillis) {
        int bucket = bucketOf(high, low);
        for (int slot = bucket; slot < bucket + BUCKET; slot++) {
            Entry entry = slots.get(slot);
            if (entry == null) {
                return -1; // slots fill from the front and are never emptied
            }
            if (entry.low == low && entry.high == high) {
                return nowMillis - entry.toldMillis < LIFETIME_MILLIS ? entry.micros : -1;
            }
        }
        return -1;
    }

    /** What a time adds to a cost: less than 0 for peers that answer fast, 0 where nothing is known. */
    static int weight(long micros) {
        if (micros < 0) {
            return 0;
        }
        return (int) Math.min(MOST_WEIGHT, (micros - USUAL_MICROS) * MOST_WEIGHT / USUAL_MICROS);
    }

    private int bucketOf(long high, long low) {
        long hash = KeyedHash.mix(KeyedHash.mix(seed, high), low);
        return (int) (hash >>> 32) & slots.length() - 1 & -BUCKET;
    }
}
