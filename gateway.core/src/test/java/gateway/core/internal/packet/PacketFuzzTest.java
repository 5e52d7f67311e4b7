package gateway.core.internal.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.packet.Packet.Kind;
import gateway.core.internal.source.RawPacket;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A million packets of any bytes, always the same ones: decoding never throws and never points outside. */
class PacketFuzzTest {
    private static final int ROUNDS = 500_000;

    private final Random random = new Random(0x5eed);
    private final Packet packet = new Packet();
    private final Map<Kind, Integer> seen = new EnumMap<>(Kind.class);

    @Test
    void shouldStayInsideWithAnyBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextInt(4) != 0) {
                bytes[0] = (byte) (random.nextBoolean() ? 0x40 | random.nextInt(16) : 0x60);
            }
            check(bytes);
        }
    }

    @Test
    void shouldStayInsideWithPacketsThatAreNearlyRight() {
        String payload = "x".repeat(40);
        List<byte[]> seeds = List.of(CraftedPacket.tcp().payload(payload).bytes(),
            CraftedPacket.udp().payload(payload).bytes(),
            CraftedPacket.tcp().from("2001:db8::1", 1).to("2001:db8::2", 2).payload(payload).bytes(),
            CraftedPacket.udp().from("2001:db8::1", 1).to("2001:db8::2", 2).payload(payload).bytes());
        int[] extensions = {0, 6, 17, 43, 44, 60};
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = seeds.get(i & 3).clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(60)] = (byte) random.nextInt(256);
            }
            if ((i & 2) != 0 && random.nextInt(3) == 0) {
                bytes[6] = (byte) extensions[random.nextInt(6)];
                bytes[40] = (byte) extensions[random.nextInt(6)];
                bytes[41] = (byte) random.nextInt(3);
            }
            check(bytes);
        }
        for (Kind kind : Kind.values()) {
            assertTrue(seen.getOrDefault(kind, 0) > 1000, kind + " was hardly met: " + seen);
        }
    }

    /** The buffer ends where the copy ends, so that a look beyond throws. */
    private void check(byte[] bytes) {
        RawPacket raw = new RawPacket();
        raw.captured = random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        raw.length = bytes.length + (random.nextInt(8) == 0 ? random.nextInt(70_000) : 0);
        raw.offset = 0;
        raw.bytes = ByteBuffer.wrap(bytes, 0, raw.captured).slice();
        Kind kind = packet.decode(raw);
        seen.merge(kind, 1, Integer::sum);
        if (kind == Kind.FLOW) {
            boolean inside = packet.payloadOffset >= 0 && packet.payloadCaptured >= 0
                && packet.payloadOffset + packet.payloadCaptured <= raw.captured
                && packet.payloadLength >= packet.payloadCaptured && packet.payloadLength <= raw.length
                && (packet.protocol == 6 || packet.protocol == 17)
                && packet.sourcePort >> 16 == 0 && packet.destinationPort >> 16 == 0;
            assertTrue(inside, () -> java.util.HexFormat.of().formatHex(bytes) + " of " + raw.length);
        }
    }
}
