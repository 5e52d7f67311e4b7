package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.packet.PacketPatch;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.Optional;

/**
 * Bytes that are changed on their way, by their place in the stream or datagram, as somebody counts who knows where the
 * packet's payload begins; for a dissector that is {@link ManagedFlow#payloadAt}. A datagram comes once and is
 * changed at once; of a stream it is remembered what was changed until the receiver has it, since its sender may send
 * the old bytes again. One worker thread.
 */
final class PacketChanges {
    private PacketChanges() {
    }

    /**
     * Bytes of which none has gone on yet, as they are; empty where some have.
     *
     * @param payloadAt the offset of the packet's payload; negative where nobody knows
     */
    static Optional<byte[]> inHand(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet, long payloadAt,
                                   long offset, int length) {
        if (payloadAt < 0 || !PacketPatch.possible(raw, packet)) {
            return Optional.empty();
        }
        long at = offset - payloadAt;
        return flow.read != null ? flow.read.sequence.stream(direction).inHand(packet.sequence + (int) at, length)
            : inPacket(packet, at, length);
    }

    private static Optional<byte[]> inPacket(Packet packet, long at, int length) {
        if (at < 0 || at + length > packet.payloadCaptured) {
            return Optional.empty();
        }
        byte[] wire = new byte[length];
        packet.bytes.get(packet.payloadOffset + (int) at, wire);
        return Optional.of(wire);
    }

    /** Has bytes that are in hand go on as these; false where there is no room to remember more. */
    static boolean change(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet, long payloadAt,
                          long offset, byte[] bytes) {
        int at = (int) (offset - payloadAt);
        if (packet.protocol != 6) {
            PacketPatch.write(raw, packet, at, bytes, 0, bytes.length);
            return true;
        }
        flow.overwritten = flow.overwritten == null ? new OverwrittenBytes() : flow.overwritten;
        return flow.overwritten.add(direction, packet.sequence + (packet.has(Packet.SYN) ? 1 : 0) + at, bytes);
    }

    /** What was acknowledged comes no more. */
    static void acknowledge(ManagedFlow flow, Direction direction, Packet packet) {
        if (flow.overwritten != null && packet.has(Packet.ACK)) {
            flow.overwritten.acknowledged(direction.reverse(), packet.acknowledgement);
            flow.overwritten = flow.overwritten.isEmpty() ? null : flow.overwritten;
        }
    }

    /** The packet got its verdict: where it goes on, it goes with what was changed in it or before. */
    static void write(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet) {
        boolean goesOn = raw.verdict == Verdict.ACCEPT || raw.verdict == Verdict.REPEAT;
        if (flow.overwritten == null || !goesOn || !flow.overwritten.touches(packet, direction)) {
            return;
        }
        if (PacketPatch.possible(raw, packet)) {
            flow.overwritten.write(raw, packet, direction);
        } else {
            // A short copy, of a repetition: its sender sends it once more, through the reading lane.
            raw.verdict = Verdict.DROP;
        }
    }
}
