package gateway.core.internal.intake;

/**
 * How long packets waited at a worker for their verdicts: from the receiving of their batch to the sending of its
 * verdicts, so that a packet's own time is at most what is counted. One bucket for each power of two of nanoseconds.
 * Written by its worker; others ask the worker for a {@link #copy}.
 */
public final class Latency {
    /** The upper edge of bucket {@code i} is 2 to the {@code i} nanoseconds; the last one takes the rest, from 4 s. */
    public static final int BUCKETS = 33;

    private final long[] packets = new long[BUCKETS];
    private long nanos;

    /** Counts a batch. */
    public void add(long batchNanos, int count) {
        long positive = Math.max(1, batchNanos);
        packets[Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(positive - 1))] += count;
        nanos += positive * count;
    }

    /** Adds another worker's counts to these. */
    public void add(Latency other) {
        for (int i = 0; i < BUCKETS; i++) {
            packets[i] += other.packets[i];
        }
        nanos += other.nanos;
    }

    /** What these counts have more than earlier ones. */
    public Latency since(Latency earlier) {
        Latency more = copy();
        for (int i = 0; i < BUCKETS; i++) {
            more.packets[i] = Math.max(0, more.packets[i] - earlier.packets[i]);
        }
        more.nanos = Math.max(0, more.nanos - earlier.nanos);
        return more;
    }

    /** These counts as they are now. */
    public Latency copy() {
        Latency copy = new Latency();
        copy.add(this);
        return copy;
    }

    /** How many packets waited longer than half of and at most 2 to the {@code bucket} nanoseconds. */
    public long packets(int bucket) {
        return packets[bucket];
    }

    /** How many packets there were. */
    public long packets() {
        long sum = 0;
        for (long count : packets) {
            sum += count;
        }
        return sum;
    }

    /** All packets' times together, in nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /**
     * The time within which a share of the packets had their verdicts, in nanoseconds; between a bucket's edges the
     * packets are taken to lie evenly.
     *
     * @param share 0 to 1; 0.5 for the median
     * @return 0 without packets
     */
    public double quantile(double share) {
        double wanted = share * packets();
        long below = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (packets[i] > 0 && below + packets[i] >= wanted) {
                double upper = Math.scalb(1.0, i);
                double lower = i == 0 ? 0 : upper / 2;
                return lower + (upper - lower) * Math.max(0, wanted - below) / packets[i];
            }
            below += packets[i];
        }
        return 0;
    }
}
