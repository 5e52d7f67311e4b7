package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.hold.HoldingFlow;
import gateway.core.internal.policy.KeywordFinding;
import gateway.core.internal.sequence.FlowSequence;

/** What a TCP flow has while policy wants it read: its sequence, what it holds, and what it seems to say. */
final class ReadFlow extends HoldingFlow {
    final ManagedFlow flow;
    final FlowSequence sequence;
    /** Policy may change what is said in it. */
    final boolean changing;
    /** The client has sent something since contents were left unread. */
    boolean clientSpoke = true;
    /** Copies of its contents are read, or were. */
    boolean tapped;
    /** One of them was seen. */
    boolean copySeen;
    /** Where each direction's incomplete message was looked at last, and how much of it there was. */
    final long[] lookedAt = new long[Direction.values().length];
    final int[] unconsumed = new int[Direction.values().length];
    /** Up to which byte each direction was looked through for lists that no bundle reads. */
    final long[] looked = new long[Direction.values().length];
    /** What each direction's incomplete message seems to say; null for nothing that matters. */
    final KeywordFinding[] suspicions = new KeywordFinding[Direction.values().length];

    ReadFlow(ManagedFlow flow, FlowSequence sequence, boolean changing) {
        this.flow = flow;
        this.sequence = sequence;
        this.changing = changing;
        for (Direction direction : Direction.values()) {
            lookedAt[direction.ordinal()] = sequence.stream(direction).position();
        }
    }

    /** A keyword in a message that is not complete, in either direction; null for none. */
    KeywordFinding suspicion() {
        return suspicions[0] == null ? suspicions[1] : suspicions[0];
    }
}
