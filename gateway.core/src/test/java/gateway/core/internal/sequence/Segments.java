package gateway.core.internal.sequence;

import gateway.core.internal.packet.Packet;
import java.nio.ByteBuffer;

/** Segments as the pipeline has them after decoding, without headers around them. */
final class Segments {
    private Segments() {
    }

    /** A segment with this payload. */
    static Packet of(int sequence, byte... payload) {
        Packet packet = new Packet();
        packet.protocol = 6;
        packet.flags = Packet.ACK;
        packet.sequence = sequence;
        packet.bytes = ByteBuffer.allocateDirect(payload.length + 7).put(7, payload);
        packet.payloadOffset = 7;
        packet.payloadLength = payload.length;
        packet.payloadCaptured = payload.length;
        return packet;
    }

    /** A segment with the characters of a text. */
    static Packet of(int sequence, String text) {
        return of(sequence, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
}
