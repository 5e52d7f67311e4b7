package gateway.lab.mutant;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Dissector.CloseReason;
import gateway.core.internal.classify.ClassifiedFlow;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.packet.Packet;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One flow of a classifier, to which conversations are played one behind the other. */
final class MutantFlow {
    /** The time of all packets. */
    static final long NOW = 1_000_000_000_000L;
    private static final byte POISON = (byte) 0xee;

    /** Makes what the table of flows makes in the gateway. */
    private static final class Made extends ClassifiedFlow {
        Made(Packet first) {
            super(new Origin(1, 1, Side.CLIENT, NOW), first);
        }
    }

    private final Classifier classifier;
    private final FakeFlow ends;
    private final int copied;
    private final boolean inOrder;
    private final Packet packet = new Packet();
    /** The next sequence number, by direction. */
    private final int[] next = {1000, 2000};
    private ClassifiedFlow flow;

    /**
     * A flow between these ends.
     *
     * @param copied how much of a packet is there as long as classification goes on
     * @param inOrder whether a dissector is given what the sequencing of streams gives it, or packets as they come
     */
    MutantFlow(Classifier classifier, FakeFlow ends, int copied, boolean inOrder) {
        this.classifier = classifier;
        this.ends = ends;
        this.copied = copied;
        this.inOrder = inOrder;
        if (ends.transport() == Transport.TCP && !ends.midstream()) {
            aim(Direction.TO_SERVER, new byte[0]);
            packet.flags = Packet.SYN;
            packet.sequence--;
            make();
            classifier.onSyn(flow, packet, Direction.TO_SERVER);
        }
    }

    /** Plays a conversation; what its flow is does not count. */
    void play(FlowScript script) {
        for (FlowScript.Step step : script.steps()) {
            if (step instanceof FlowScript.Payload payload) {
                payload(payload.direction(), payload.bytes().clone());
            } else if (step instanceof FlowScript.Gap gap && ends.transport() == Transport.TCP) {
                gap(gap.direction(), gap.missing());
            }
        }
    }

    /** Whether more would be looked at. */
    boolean goesOn() {
        return flow == null || flow.readable() || flow.stage() == ClassifiedFlow.Stage.DETECTING;
    }

    /** The flow is over. */
    void end(CloseReason reason) {
        if (flow != null) {
            classifier.stop(flow, reason);
            classifier.conclude(flow);
        }
    }

    private void payload(Direction direction, byte[] bytes) {
        aim(direction, bytes);
        if (flow == null) {
            make();
        }
        boolean read = flow.readable();
        if (read && inOrder && ends.transport() == Transport.TCP) {
            classifier.onStream(flow, direction, packet.bytes, 0, bytes.length);
        } else {
            packet.payloadCaptured = read ? bytes.length : Math.min(copied, bytes.length);
            classifier.onPayload(flow, packet, direction, NOW);
        }
        next[direction.ordinal()] += bytes.length;
        // Views die with the call.
        Arrays.fill(bytes, POISON);
    }

    private void gap(Direction direction, long missing) {
        if (missing > 0 && !inOrder) {
            next[direction.ordinal()] += (int) missing;
        } else if (flow != null) {
            classifier.onGap(flow, direction, missing);
        }
    }

    private void make() {
        flow = new Made(packet);
        if (packet.protocol == Transport.TCP.number()) {
            flow.tcp.onPacket(packet, Direction.TO_SERVER);
        }
    }

    private void aim(Direction direction, byte[] bytes) {
        boolean back = direction == Direction.TO_CLIENT && flow != null;
        packet.protocol = ends.transport().number();
        packet.sourceHigh = (back ? ends.server() : ends.client()).address().high();
        packet.sourceLow = (back ? ends.server() : ends.client()).address().low();
        packet.destinationHigh = (back ? ends.client() : ends.server()).address().high();
        packet.destinationLow = (back ? ends.client() : ends.server()).address().low();
        packet.sourcePort = (back ? ends.server() : ends.client()).port();
        packet.destinationPort = (back ? ends.client() : ends.server()).port();
        packet.sequence = next[direction.ordinal()];
        packet.acknowledgement = next[direction.reverse().ordinal()];
        packet.flags = ends.transport() == Transport.TCP ? Packet.ACK : 0;
        packet.bytes = ByteBuffer.wrap(bytes);
        packet.payloadOffset = 0;
        packet.payloadLength = bytes.length;
        packet.payloadCaptured = bytes.length;
    }
}
