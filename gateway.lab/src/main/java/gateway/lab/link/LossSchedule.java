package gateway.lab.link;

import java.util.SplittableRandom;

/**
 * Which packets are lost. The fate of a packet depends on the seed, its connection's port and its number within the
 * connection alone, so that who carries it, how fast, and what other connections do, changes nothing. One thread.
 */
final class LossSchedule {
    private static final int PORTS = 0x10000;
    private static final int PORT_SHIFT = 40;

    private final double probability;
    private final long seed;
    private final long[] counts = new long[PORTS];

    /**
     * A schedule.
     *
     * @param probability of a packet to be lost, 0 to 1
     * @param seed the same seed loses the same packets
     */
    LossSchedule(double probability, long seed) {
        this.probability = probability;
        // Mixed, so that neighbouring seeds have nothing to do with neighbouring ports.
        this.seed = new SplittableRandom(seed).nextLong();
    }

    /** Whether the next packet of the connection to this port is lost. */
    boolean losesNext(int port) {
        long key = seed ^ (long) port << PORT_SHIFT ^ counts[port]++;
        return new SplittableRandom(key).nextDouble() < probability;
    }
}
