package gateway.core.internal.kernel;

/**
 * What the rules depend on.
 *
 * @param queueBase number of the first queue; worker k of N owns {@code queueBase + k} (classify) and
 *     {@code queueBase + N + k} (read)
 * @param workers how many workers there are, N
 * @param bypass whether packets pass while nobody listens on their queue; otherwise they are dropped then
 * @param taps how many workers have a tap, the first ones; 0 to {@value Marks#TAPS}
 * @param generation the policy's generation, 1 to {@value Marks#MAX_GENERATION}
 */
public record RuleSettings(int queueBase, int workers, boolean bypass, int taps, int generation) {
    private static final int MAX_QUEUE = 0xffff;
    private static final int MAX_WORKERS = 256;

    /** Refuses what cannot be written as rules. */
    public RuleSettings {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers: 1 to " + MAX_WORKERS + ", not " + workers);
        }
        if (queueBase < 0 || queueBase + 2 * workers - 1 > MAX_QUEUE) {
            throw new IllegalArgumentException("queueBase: " + 2 * workers + " queues from " + queueBase
                + " on do not fit below " + (MAX_QUEUE + 1));
        }
        if (taps < 0 || taps > Math.min(workers, Marks.TAPS)) {
            throw new IllegalArgumentException("taps: 0 to " + Marks.TAPS + " and no more than workers, not " + taps);
        }
        if (generation < 1 || generation > Marks.MAX_GENERATION) {
            throw new IllegalArgumentException("generation: 1 to " + Marks.MAX_GENERATION + ", not " + generation);
        }
    }

    /** Without taps. */
    public RuleSettings(int queueBase, int workers, boolean bypass, int generation) {
        this(queueBase, workers, bypass, 0, generation);
    }

    /** The same under another policy. */
    public RuleSettings withGeneration(int next) {
        return new RuleSettings(queueBase, workers, bypass, taps, next);
    }

    /** The same, but packets are dropped while nobody listens on their queue. */
    public RuleSettings withoutBypass() {
        return new RuleSettings(queueBase, workers, false, taps, generation);
    }

    /** First queue of the classify lanes. */
    int classifyQueue() {
        return queueBase;
    }

    /** First queue of the read lanes. */
    int readQueue() {
        return queueBase + workers;
    }
}
