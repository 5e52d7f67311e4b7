package gateway.core.internal.pipeline;

import gateway.core.internal.hold.HoldingFlow;
import gateway.core.internal.sequence.FlowSequence;

/** What a TCP flow has while policy wants it read: its sequence, and what it holds. */
final class ReadFlow extends HoldingFlow {
    final ManagedFlow flow;
    final FlowSequence sequence;
    /** Policy may change what is said in it. */
    final boolean changing;

    ReadFlow(ManagedFlow flow, FlowSequence sequence, boolean changing) {
        this.flow = flow;
        this.sequence = sequence;
        this.changing = changing;
    }
}
