package gateway.core.internal.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** IP packets and what can stand before them. */
final class Frames {
    private Frames() {
    }

    /** An IPv4 UDP packet; {@code id} is its identification. */
    static byte[] ipv4(int id, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(28 + payload);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putShort((short) id);
        packet.putShort((short) 0).put((byte) 64).put((byte) 17).putShort((short) 0).putInt(0x0a000001)
            .putInt(0x0a000002);
        return packet.putShort((short) 1000).putShort((short) 2000).putShort((short) (8 + payload)).array();
    }

    /** An IPv6 UDP packet; {@code id} is its flow label. */
    static byte[] ipv6(int id, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(48 + payload);
        packet.putInt(0x60000000 | id).putShort((short) (8 + payload)).put((byte) 17).put((byte) 64);
        packet.putLong(0x2001_0db8_0000_0000L).putLong(1).putLong(0x2001_0db8_0000_0000L).putLong(2);
        return packet.putShort((short) 1000).putShort((short) 2000).putShort((short) (8 + payload)).array();
    }

    /** Bytes in hexadecimal, then others, as one array. */
    static byte[] join(String hex, byte[]... others) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        for (byte[] other : others) {
            joined.writeBytes(other);
        }
        return joined.toByteArray();
    }

    static byte[] ethernet(byte[] ipv4) {
        return join("020000000001 020000000002 0800", ipv4);
    }
}
