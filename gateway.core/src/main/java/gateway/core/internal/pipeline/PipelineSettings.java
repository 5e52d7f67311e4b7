package gateway.core.internal.pipeline;

import gateway.core.internal.flow.FlowTimeouts;

/**
 * The numbers of one pipeline.
 *
 * @param worker 0 to 255
 * @param life 0 to 255: which pipeline of this worker it is, where earlier ones had to be given up
 * @param maxFlows bound of its flow table
 * @param timeouts of its flows
 * @param heads how many flows may have a head stored at once, 8 KB each
 * @param seed of its flow table's hash; secret
 * @param reading of TCP flows
 * @param offload whether decided flows become the kernel's
 */
public record PipelineSettings(int worker, int life, int maxFlows, FlowTimeouts timeouts, int heads, long seed,
                               ReadingSettings reading, boolean offload) {
    /** Heads of one worker: 64 MB. */
    public static final int DEFAULT_HEADS = 8192;

    private static final int WORKER_SHIFT = 48;
    private static final int LIFE_SHIFT = 40;

    /** The numbers of a worker's first pipeline. */
    public PipelineSettings(int worker, int maxFlows, FlowTimeouts timeouts, int heads, long seed, boolean offload) {
        this(worker, 0, maxFlows, timeouts, heads, seed, ReadingSettings.DEFAULT, offload);
    }

    /** Which worker a flow belongs to, by the flow's id; not necessarily one that there is. */
    public static long workerOf(long flowId) {
        return flowId >>> WORKER_SHIFT;
    }

    /** What the ids of its flows begin with: unique over all workers and all their lives. */
    long firstFlowId() {
        return (long) worker << WORKER_SHIFT | (long) life << LIFE_SHIFT;
    }
}
