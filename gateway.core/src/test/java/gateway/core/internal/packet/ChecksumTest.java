package gateway.core.internal.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.source.RawPacket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    /** RFC 1071, section 3: the sum of these is ddf2. */
    private static final byte[] RFC_1071 = HexFormat.of().parseHex("0001f203f4f5f6f7");

    @Test
    void shouldAgreeWithTheExampleOfTheStandard() {
        assertEquals(~0xddf2 & 0xffff, Checksum.of(ByteBuffer.wrap(RFC_1071), 0, RFC_1071.length));
    }

    @Test
    void shouldSumAnyLengthLikeSixteenBitsAtATime() {
        Random random = new Random(5);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length + 3];
            random.nextBytes(bytes);
            long sum = 0;
            for (int i = 0; i < length; i++) {
                sum += (bytes[3 + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
            }
            int folded = (int) (sum % 0xffff == 0 && sum != 0 ? 0xffff : sum % 0xffff);
            assertEquals(~folded & 0xffff, Checksum.of(ByteBuffer.wrap(bytes), 3, length));
        }
    }

    @Test
    void shouldNoticeEveryFlippedBitOfATcpPacket() {
        for (int version : new int[] {4, 6}) {
            ByteBuffer bytes = packet(version);
            assertTrue(Checksum.isRight(decoded(bytes)));
            int ip = version == 4 ? 20 : 40;
            for (int bit = 0; bit < (bytes.capacity() - ip) * 8; bit++) {
                int at = ip + bit / 8;
                bytes.put(at, (byte) (bytes.get(at) ^ 1 << bit % 8));
                boolean headerLength = at == ip + 12;
                assertTrue(headerLength || !Checksum.isRight(decoded(bytes)), "bit " + bit);
                bytes.put(at, (byte) (bytes.get(at) ^ 1 << bit % 8));
            }
        }
    }

    @Test
    void shouldCountTheAddresses() {
        ByteBuffer bytes = packet(6);
        bytes.put(30, (byte) 99);
        assertFalse(Checksum.isRight(decoded(bytes)));
    }

    private static ByteBuffer packet(int version) {
        int ip = version == 4 ? 20 : 40;
        byte[] payload = "odd".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(ip + 20 + payload.length);
        if (version == 4) {
            bytes.put(0, (byte) 0x45).putShort(2, (short) bytes.capacity()).put(9, (byte) 6);
            bytes.putInt(12, 0x0a510002).putInt(16, 0xc0000201);
        } else {
            bytes.put(0, (byte) 0x60).putShort(4, (short) (20 + payload.length)).put(6, (byte) 6);
            bytes.putLong(8, 0x20010db800000000L).putLong(16, 1).putLong(24, 0x20010db800000000L).putLong(32, 2);
        }
        bytes.putShort(ip, (short) 1234).putShort(ip + 2, (short) 80).putInt(ip + 4, 77).put(ip + 12, (byte) 0x50);
        bytes.put(ip + 20, payload);
        bytes.putShort(ip + 16, (short) Checksum.ofTransport(decoded(bytes)));
        return bytes;
    }

    private static Packet decoded(ByteBuffer bytes) {
        RawPacket raw = new RawPacket();
        raw.bytes = bytes;
        raw.captured = bytes.capacity();
        raw.length = bytes.capacity();
        Packet packet = new Packet();
        packet.decode(raw);
        return packet;
    }
}
