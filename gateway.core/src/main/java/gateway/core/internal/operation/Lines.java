package gateway.core.internal.operation;

import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowLine.Place;
import gateway.api.packet.Direction;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.policy.Policy.Ruling;
import gateway.core.internal.policy.Rule;
import java.util.Locale;

/** Makes lines of flows, on their worker's thread. */
final class Lines {
    private static final String UNDECIDED = "undecided";

    private Lines() {
    }

    static FlowLine of(ManagedFlow flow) {
        Ruling ruling = flow.ruling();
        return new FlowLine(flow.id(), application(flow), flow.rule(), flow.transport(),
            flow.protocol() == 6 ? flow.tcp.word() : "open", flow.client(), flow.server(), flow.inside(),
            flow.startedMillis(), flow.lastMillis(),
            flow.totalPackets(Direction.TO_SERVER), flow.totalBytes(Direction.TO_SERVER),
            flow.totalPackets(Direction.TO_CLIENT), flow.totalBytes(Direction.TO_CLIENT),
            flow.requestedName() == null ? "" : flow.requestedName(),
            decision(ruling), ruling == null ? "" : ruling.decision().rule(), place(flow));
    }

    static String application(ManagedFlow flow) {
        return flow.application().isEmpty() ? Rule.UNIDENTIFIED : flow.application();
    }

    static String decision(Ruling ruling) {
        return ruling == null ? UNDECIDED : ruling.decision().action().name().toLowerCase(Locale.ROOT);
    }

    static long bytes(ManagedFlow flow) {
        return flow.totalBytes(Direction.TO_SERVER) + flow.totalBytes(Direction.TO_CLIENT);
    }

    private static Place place(ManagedFlow flow) {
        if (flow.ruling() != null && flow.ruling().refuses()) {
            return Place.REFUSED;
        }
        if (flow.orphaned()) {
            return Place.ORPHANED;
        }
        return flow.offloaded() ? Place.KERNEL : flow.reading() ? Place.READING : Place.CLASSIFYING;
    }
}
