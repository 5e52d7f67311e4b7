package gateway.core.internal.pipeline;

import gateway.core.internal.flow.FlowTimeouts;

/**
 * The numbers of one pipeline.
 *
 * @param worker 0 to 255
 * @param maxFlows bound of its flow table
 * @param timeouts of its flows
 * @param heads how many flows may have a head stored at once, 8 KB each
 * @param seed of its flow table's hash; secret
 * @param offload whether decided flows become the kernel's
 */
public record PipelineSettings(int worker, int maxFlows, FlowTimeouts timeouts, int heads, long seed,
                               boolean offload) {
    /** Heads of one worker: 64 MB. */
    public static final int DEFAULT_HEADS = 8192;
}
