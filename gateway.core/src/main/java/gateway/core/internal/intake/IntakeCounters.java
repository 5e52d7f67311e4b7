package gateway.core.internal.intake;

/** What a queue socket has seen since it was opened. Written by its worker once a batch, read by any thread. */
public final class IntakeCounters {
    private volatile long packets;
    private volatile long bytes;
    private volatile long batches;
    private volatile long truncated;
    private volatile long lateVerdicts;

    IntakeCounters() {
    }

    /** Packets handed over; one that comes through both lanes counts twice. */
    public long packets() {
        return packets;
    }

    /** Bytes of these packets, their IP headers included. */
    public long bytes() {
        return bytes;
    }

    /** How many times packets were received. */
    public long batches() {
        return batches;
    }

    /** Packets of which only the beginning was copied. */
    public long truncated() {
        return truncated;
    }

    /** Verdicts for packets that were gone, as the kernel reported them. */
    public long lateVerdicts() {
        return lateVerdicts;
    }

    // One thread writes: a volatile sum needs no atomic addition.
    void add(int packetsMore, long bytesMore, int truncatedMore, int lateMore) {
        packets += packetsMore;
        bytes += bytesMore;
        batches++;
        truncated += truncatedMore;
        lateVerdicts += lateMore;
    }
}
