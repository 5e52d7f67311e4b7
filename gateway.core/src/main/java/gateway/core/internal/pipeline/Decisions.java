package gateway.core.internal.pipeline;

import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Policy.Ruling;
import java.util.function.LongSupplier;

/**
 * What is wanted for a flow, and by whom: an operator, an exception policy, a rule; in this order. One worker thread.
 */
final class Decisions {
    private final Counters counters;
    private final FlowObserver observer;
    private final LongSupplier timeOfDay;
    private final ReleasedPairs released = new ReleasedPairs();
    private Policy policy;

    Decisions(Counters counters, FlowObserver observer, LongSupplier timeOfDay) {
        this.counters = counters;
        this.observer = observer;
        this.timeOfDay = timeOfDay;
    }

    /** From now on this policy holds. */
    void use(Policy policy) {
        this.policy = policy;
    }

    /** The policy that holds. */
    Policy policy() {
        return policy;
    }

    /** An operator lets a flow pass, and the next connections of its pair for a while. */
    void release(ManagedFlow flow, long nowMillis) {
        flow.refusals = 0;
        released.add(flow, nowMillis);
        decideFor(flow, OperatorRuling.RELEASED);
    }

    /** An operator refuses a flow. */
    void refuse(ManagedFlow flow) {
        released.remove(flow);
        decideFor(flow, OperatorRuling.REFUSED);
    }

    /** What was found in a flow decides it, whatever the rules say of the rest. */
    void decideFor(ManagedFlow flow, Ruling ruling) {
        flow.policyVersion = policy.version();
        flow.ruling = ruling;
        flow.announcedRuling = true;
        observer.onDecision(flow, ruling.decision());
    }

    /** Asks policy, again where it changed since, or where an answer was not possible before. */
    void decide(ManagedFlow flow, long nowMillis) {
        if (flow.policyVersion != policy.version()) {
            flow.policyVersion = policy.version();
            flow.refusals = 0;
            if (!OperatorRuling.isOne(flow.ruling)) {
                flow.ruling = null;
                flow.announcedRuling = false;
            }
        }
        if (flow.ruling == null) {
            flow.ruling = released.contains(flow, nowMillis) ? OperatorRuling.RELEASED : midstream(flow);
            if (flow.ruling == null) {
                flow.ruling = ruling(flow);
            }
        }
        if (flow.ruling != null && !flow.announcedRuling && (flow.ruling.refuses() || flow.stage() == Stage.ENDED)) {
            flow.announcedRuling = true;
            observer.onDecision(flow, flow.ruling.decision());
        }
    }

    /** What was found in its files is not forgotten with a change of policy. */
    private Ruling ruling(ManagedFlow flow) {
        Ruling ruling = policy.rulingFor(flow, flow.requestedName, flow.said, timeOfDay.getAsLong());
        return flow.found != null && ruling != null && ruling.scans() ? ruling.infected(flow.found) : ruling;
    }

    /** Asked before the rules, once a flow. */
    private Ruling midstream(ManagedFlow flow) {
        return flow.midstream() && !flow.accepted ? except(ExceptionCase.MIDSTREAM) : null;
    }

    /** An abnormal case came up for a flow: counted, and decided where the case blocks. */
    void exceptional(ManagedFlow flow, ExceptionCase which) {
        Ruling blocks = except(which);
        if (blocks != null && !OperatorRuling.isOne(flow.ruling)) {
            flow.policyVersion = policy.version();
            flow.ruling = blocks;
            flow.announcedRuling = false;
        }
    }

    /** An abnormal case is counted; what is decided where it blocks, null where it passes. */
    Ruling except(ExceptionCase which) {
        counters.count(which);
        return policy.exceptions().blocks(which) ? which.ruling() : null;
    }
}
