package gateway.core.internal.operation;

import gateway.core.internal.appliance.Inspection;
import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.appliance.Inspection.Totals;
import gateway.core.internal.appliance.Inspection.Waiting;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.ConntrackLevel;
import gateway.core.internal.kernel.RuleCounters;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Everything that is counted, at one moment. Counts are since the start of the intake.
 *
 * @param atMillis the moment, since 1970
 * @param totals what the workers counted
 * @param waiting how packets fared at the workers
 * @param packetsReceived packets that came to the workers; one that came through both lanes counts twice
 * @param rules what the kernel's rules counted
 * @param queues the kernel's queues
 * @param level of the kernel's connection table
 * @param peers on the address list
 * @param recordsLost since the auditors were slower than the traffic
 * @param repairs how often the rules had to be put back
 * @param turns how often each worker's loop turned
 * @param scans who scans, and what is kept for it
 * @param localization who localizes
 */
public record Observation(long atMillis, Totals totals, Waiting waiting, long packetsReceived, RuleCounters rules,
                          List<QueueState> queues, ConntrackLevel level, int peers, long recordsLost, long repairs,
                          List<Long> turns, Scans scans, Localization localization) {
    /** Looks now; waits for workers and kernel. */
    public static Observation of(Inspection inspection, long atMillis)
        throws TimeoutException, InterruptedException, IOException {
        return new Observation(atMillis, inspection.totals(), inspection.waiting(), inspection.packetsReceived(),
            inspection.ruleCounters(), inspection.queues(), inspection.conntrackLevel(),
            inspection.announced().size(), inspection.recordsLost(), inspection.repairs(),
            java.util.Arrays.stream(inspection.turns()).boxed().toList(), inspection.scans(),
            inspection.localization());
    }

    /** Packets that the kernel settled alone. */
    public long kernelPackets() {
        return rules.accepted() + rules.refused() + rules.refusedNew();
    }

    /** Packets that waited in the kernel's queues, but for those that a worker holds. */
    public long queued() {
        return Math.max(0, queues.stream().mapToLong(QueueState::waiting).sum() - waiting.held());
    }

    /** Packets that the kernel dropped because a queue or its socket was full. */
    public long dropped() {
        return queues.stream().mapToLong(queue -> queue.droppedFull() + queue.droppedUnread()).sum();
    }

    /** Packets that the rules sent to the queues and that no worker saw: passed by bypass or fail-open. */
    public long unseen() {
        return Math.max(0, rules.queued() + totals.counters().movedPackets - packetsReceived);
    }
}
