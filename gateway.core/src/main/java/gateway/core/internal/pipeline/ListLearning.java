package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.locality.LearnerCalls;
import gateway.core.internal.locality.UnknownList;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The station of lists that no bundle reads: a learner hears what our hosts receive and whom they contact, and finds
 * the lists whose form it has learnt. Only of applications that a rule with the action localize names, and whose
 * parser says of itself that it tells of no lists. One worker thread; without a list nothing is allocated here.
 */
final class ListLearning {
    /** Lists come early: where flows that carry data above all are not wanted, they are looked at for so many bytes. */
    private static final long EARLY_BYTES = 256 * 1024;

    private final LearnerCalls calls;
    private final Classifier classifier;
    private final LongSupplier clock;
    private final ByteView payload = new ByteView();

    ListLearning(LearnerCalls calls, Classifier classifier, LongSupplier clock) {
        this.calls = calls;
        this.classifier = classifier;
        this.clock = clock;
    }

    /** A packet was counted: with the first one of a flow that a host of our side opens it contacts a peer. */
    void onPacket(ManagedFlow flow, Direction direction, Policy policy) {
        if (direction == Direction.TO_SERVER && flow.packets(direction) == 1 && flow.inside() == Side.CLIENT
            && policy.localizes() && calls.listens() && !flow.midstream()) {
            calls.contacted(flow.client().address(), flow.server(), clock.getAsLong());
        }
    }

    /** Whether a flow has to be read on for what may be learnt of it, or was. */
    boolean reads(ManagedFlow flow) {
        if (!calls.listens() || !flow.localized() || flow.inside() != Side.CLIENT && flow.inside() != Side.SERVER) {
            return false;
        }
        Rule rule = flow.ruling.localizing();
        return rule.applications().contains(flow.application()) && classifier.leavesLists(flow.application())
            && (rule.localizing().transfers() || isYoung(flow));
    }

    private static boolean isYoung(ManagedFlow flow) {
        return flow.bytes(Direction.TO_CLIENT) + flow.bytes(Direction.TO_SERVER) < EARLY_BYTES;
    }

    /**
     * The list in the payload of a packet that goes to a host of our side and is here whole and for the first time;
     * null where there is none. A payload without one is learnt from at once, one with a list when it is known what
     * becomes of it.
     */
    UnknownList look(ManagedFlow flow, Direction direction, Packet packet) {
        if (packet.payloadLength == 0 || !calls.listens() || !flow.leadsInside(direction) || !reads(flow)
            || packet.payloadCaptured < packet.payloadLength || !isNew(flow, direction, packet)) {
            return null;
        }
        payload.aim(packet.bytes, packet.payloadOffset, packet.payloadLength);
        UnknownList found = calls.read(flow.application(), flow.transport(), flow.ours(), payload).orElse(null);
        if (found == null) {
            received(flow);
        }
        return found;
    }

    private static boolean isNew(ManagedFlow flow, Direction direction, Packet packet) {
        if (packet.protocol != 6) {
            return true;
        }
        if (flow.read == null || packet.has(Packet.SYN)
            || !flow.read.sequence.stream(direction).isInHand(packet.sequence, packet.payloadLength)) {
            return false;
        }
        long from = flow.read.sequence.stream(direction).position(packet.sequence);
        long before = flow.read.looked[direction.ordinal()];
        flow.read.looked[direction.ordinal()] = Math.max(before, from + packet.payloadLength);
        return from >= before;
    }

    /** The payload that was looked at last goes on as it came. */
    void received(ManagedFlow flow) {
        calls.received(flow.application(), flow.transport(), flow.ours(), payload, clock.getAsLong());
    }

    /** The list in it goes on with newcomers. */
    void substituted(UnknownList list, List<Endpoint> newcomers) {
        calls.substituted(list.layout(), list.list().toldTo(), newcomers, clock.getAsLong());
    }

    /** Has a list changed that was found here. */
    boolean write(UnknownList list, byte[] bytes, long first, PeerLists.Substitution substitution) {
        return calls.write(list.writer(), bytes, first, substitution.places(), substitution.peers());
    }
}
