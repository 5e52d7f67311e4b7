package gateway.core.internal.pipeline;

import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;

/**
 * Moves packets from the classifying lane to the reading one, where they come again as a whole (the paper's verdict
 * QUEUE; KERNEL 13). One worker thread.
 */
final class MovedPackets {
    private final Counters counters;

    MovedPackets(Counters counters) {
        this.counters = counters;
    }

    /**
     * Segments that were on their way through the classifying lane when their flow was found worth reading: they
     * must not overtake the one that was moved.
     */
    boolean follows(ManagedFlow flow, RawPacket raw, Packet packet, Policy policy) {
        return flow.reading && raw.lane == Lane.CLASSIFY && packet.protocol == 6 && packet.payloadLength > 0
            && flow.policyVersion == policy.version();
    }

    /** Whether a packet is the one that was moved, which was looked at before. */
    boolean isAgain(ManagedFlow flow, RawPacket raw, Packet packet) {
        boolean again = flow.awaitsMoved && raw.lane == Lane.READ && packet.sequence == flow.movedSequence;
        flow.awaitsMoved &= !again;
        return again;
    }

    /** The packet on which a flow turned out to be worth reading is not here whole: it is moved. */
    void moveFirst(ManagedFlow flow, RawPacket raw, Packet packet, Policy policy) {
        move(raw, policy);
        flow.awaitsMoved = true;
        flow.movedSequence = packet.sequence;
    }

    /** The kernel keeps to itself what ends the doubt about a connection, the answer to its SYN: not this time. */
    static void showAnswer(ManagedFlow flow, RawPacket raw, Packet packet, Policy policy) {
        if (packet.protocol == 6 && flow.tcp.doubted() && raw.verdict == Verdict.ACCEPT && !raw.setMark) {
            raw.setMark = true;
            raw.newMark = Marks.encode(raw.mark, Marks.READ, policy.generation());
        }
    }

    /** Has a packet come again through the reading lane, and those of its connection behind it. */
    void move(RawPacket raw, Policy policy) {
        counters.movedPackets++;
        raw.verdict = Verdict.READ;
        raw.setMark = true;
        raw.newMark = Marks.encode(raw.mark, Marks.READ, policy.generation());
    }
}
