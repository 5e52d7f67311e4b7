package gateway.core.internal.pipeline;

import gateway.core.internal.packet.Checksum;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.packet.PacketPatch;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.source.RawPacket;

/**
 * Takes out of TCP packets what one receiver takes and another does not (Handley, Paxson and Kreibich, "Network
 * intrusion detection: evasion, traffic normalization, and end-to-end protocol semantics", 2001), so that there is one
 * stream to read. Only where policy could refuse something: a gateway that watches changes nothing.
 */
final class Normalizer {
    private Normalizer() {
    }

    /**
     * Changes the packet where that is needed.
     *
     * @param read whether its flow is read
     * @return false where it cannot be changed and must not go on as it is
     */
    static boolean makePlain(Packet packet, RawPacket raw, boolean read, Policy policy) {
        if (packet.payloadLength > 0 && packet.has(Packet.SYN) && policy.refuses()) {
            return withoutData(packet, raw);
        }
        if (packet.has(Packet.URG) && (read || policy.asksKeywords()) && PacketPatch.possible(raw, packet)) {
            PacketPatch.clearUrgent(raw, packet);
        }
        return true;
    }

    /**
     * Data in a SYN are taken at once, later, or never (RFC 7413, RFC 9293, 3.8). Without them everybody understands
     * the SYN alike, and the sender says them again when the connection is open.
     */
    private static boolean withoutData(Packet packet, RawPacket raw) {
        boolean damaged = raw.checksumComplete && !(raw.isWhole() && Checksum.isRight(packet));
        if (!damaged) {
            PacketPatch.dropPayload(raw, packet);
        }
        return !damaged;
    }
}
