package gateway.core.internal.crafted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;

/** What a packet carries when it goes on. */
public final class Payloads {
    private Payloads() {
    }

    /** The payload of a packet whose lengths and checksum have to be right. */
    public static byte[] of(RawPacket raw) {
        Packet after = new Packet();
        assertEquals(Packet.Kind.FLOW, after.decode(raw));
        assertTrue(Checksums.isRight(after), "the checksum");
        byte[] payload = new byte[after.payloadLength];
        after.bytes.get(after.payloadOffset, payload);
        return payload;
    }
}
