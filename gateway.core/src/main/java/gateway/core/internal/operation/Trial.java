package gateway.core.internal.operation;

import gateway.api.operation.DryRun;
import gateway.api.operation.DryRun.Change;
import gateway.api.operation.DryRun.Count;
import gateway.api.operation.FlowQuery.Order;
import gateway.api.operation.NotAnswering;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.OperatorRuling;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Policy.Ruling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A policy that is tried on flows and decides none. Flows that an operator or an exception policy decided would be
 * decided by them again: no rule counts them. Live flows are compared as of now, ended ones as of their last packet.
 */
final class Trial {
    private static final int MOST_CHANGES = 200;

    private final Policy policy;
    private final long nowMillis;
    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private final Ranking changed;
    private int flows;

    Trial(Policy policy, long nowMillis) {
        this.policy = policy;
        this.nowMillis = nowMillis;
        changed = new Ranking(Order.BYTES, true, MOST_CHANGES, nowMillis);
        policy.rules().forEach(rule -> counts.put(rule.name(), new long[2]));
        counts.put(Policy.BY_DEFAULT.decision().rule(), new long[2]);
    }

    DryRun on(RunningGateway gateway, LongSupplier nanoClock) throws NotAnswering {
        for (var worker : gateway.workers()) {
            FlowWalk walk = new FlowWalk(worker, nanoClock);
            walk.live(flow -> look(flow, nowMillis));
            walk.ended(flow -> look(flow, flow.lastMillis()));
        }
        List<Change> changes = new ArrayList<>(LiveFlows.onTheirWorkers(gateway.workers(), changed.flows(),
            this::change));
        changes.removeIf(Objects::isNull);
        return new DryRun(flows, counts.entrySet().stream()
            .map(each -> new Count(each.getKey(), each.getValue()[0], each.getValue()[1])).toList(), changes);
    }

    private void look(ManagedFlow flow, long atMillis) {
        flows++;
        Ruling was = flow.ruling();
        if (was != null && (OperatorRuling.isOne(was) || was.isException())) {
            return;
        }
        Ruling wouldBe = policy.rulingFor(flow, flow.requestedName(), flow.said(), atMillis);
        if (wouldBe == null) {
            return;
        }
        count(flow, wouldBe.decision().rule());
        if (wouldBe.audits()) {
            count(flow, wouldBe.auditedBy());
        }
        if (was != null && was.decision().action() != wouldBe.decision().action()) {
            changed.offer(flow);
        }
    }

    private void count(ManagedFlow flow, String rule) {
        long[] count = counts.get(rule);
        count[0]++;
        count[1] += Lines.bytes(flow);
    }

    /** Null where the flow has changed since, so that nothing can be said. */
    private Change change(ManagedFlow flow) {
        Ruling wouldBe = policy.rulingFor(flow, flow.requestedName(), flow.said(), nowMillis);
        return wouldBe == null ? null
            : new Change(Lines.of(flow), Lines.decision(wouldBe), wouldBe.decision().rule());
    }
}
