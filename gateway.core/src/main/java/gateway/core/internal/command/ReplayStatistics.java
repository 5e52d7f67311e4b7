package gateway.core.internal.command;

import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.source.CaptureFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * {@code --stats}: what a replay counted and what it cost. Processor time is that of the replaying thread, the reading
 * of the file included. The first {@value #WARM_UP} packets are a warm-up and are left out of it, unless there are
 * fewer than twice as many.
 */
final class ReplayStatistics {
    private static final long WARM_UP = 1_000_000;
    private static final double NANOS = 1e9;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Counters counters = new Counters();
    private long flows;
    private long cpuNanos;
    private long warmCpuNanos;
    private long warmPackets;

    /** Runs a capture through a pipeline, to the end. */
    void measure(CaptureFile capture, Pipeline pipeline) {
        long began = threads.getCurrentThreadCpuTime();
        long sinceTimers = 0;
        while (capture.poll(pipeline, 0) >= 0) {
            if (++sinceTimers == 16) {
                sinceTimers = 0;
                pipeline.onTimer(capture.nowMillis());
                noteWarmUp(pipeline, began);
            }
        }
        pipeline.onStop();
        cpuNanos += threads.getCurrentThreadCpuTime() - began;
        counters.add(pipeline.counters());
        flows += pipeline.flows().created();
    }

    private void noteWarmUp(Pipeline pipeline, long began) {
        if (warmPackets == 0 && counters.packets + pipeline.counters().packets >= WARM_UP) {
            warmPackets = counters.packets + pipeline.counters().packets;
            warmCpuNanos = cpuNanos + threads.getCurrentThreadCpuTime() - began;
        }
    }

    /** The figures, one a line. */
    String report() {
        boolean warm = warmPackets > 0 && counters.packets >= 2 * WARM_UP;
        long packets = warm ? counters.packets - warmPackets : counters.packets;
        double nanos = warm ? cpuNanos - warmCpuNanos : cpuNanos;
        return String.format(Locale.ROOT, """
            packets             %d
            payload packets     %d
            flows               %d
            identified flows    %d
            malformed packets   %d
            parser errors       %d
            measured packets    %d (%s)
            CPU seconds         %.3f
            ns per packet       %.1f""",
            counters.packets, counters.payloadPackets, flows, counters.identifiedFlows, counters.malformedPackets,
            counters.parserErrors, packets, warm ? "after a warm-up of " + warmPackets : "without a warm-up",
            nanos / NANOS, packets == 0 ? 0 : nanos / packets);
    }
}
