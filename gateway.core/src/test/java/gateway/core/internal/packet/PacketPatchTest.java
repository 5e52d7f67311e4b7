package gateway.core.internal.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.Checksums;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.source.RawPacket;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Payload changed in place: every byte and the checksum. */
class PacketPatchTest {
    private final Random random = new Random(1624);
    private final Packet packet = new Packet();

    private RawPacket random(boolean tcp, boolean v6) {
        byte[] payload = new byte[1 + random.nextInt(60)];
        random.nextBytes(payload);
        CraftedPacket crafted = (tcp ? CraftedPacket.tcp() : CraftedPacket.udp()).payload(payload);
        if (v6) {
            crafted.from("2001:db8::1", random.nextInt(65_536)).to("2001:db8:5::2", random.nextInt(65_536));
        }
        RawPacket raw = crafted.checksummed().raw();
        raw.checksumComplete = true;
        packet.decode(raw);
        return raw;
    }

    private void writeSomething(RawPacket raw) {
        byte[] bytes = new byte[70];
        random.nextBytes(bytes);
        int at = random.nextInt(packet.payloadLength);
        PacketPatch.write(raw, packet, at, bytes, 5, random.nextInt(packet.payloadLength - at) + 1);
    }

    @Test
    void shouldKeepTheChecksumRightWhateverIsWritten() {
        for (int round = 0; round < 5000; round++) {
            RawPacket raw = random(round % 2 == 0, round % 4 < 2);
            assertTrue(Checksums.isRight(packet));
            writeSomething(raw);
            assertTrue(Checksums.isRight(packet), "round " + round);
            assertEquals(Packet.Kind.FLOW, new Packet().decode(raw));
        }
    }

    @Test
    void shouldComputeWhatTheKernelLeftToTheCard() {
        for (int round = 0; round < 2000; round++) {
            RawPacket raw = random(round % 2 == 0, round % 4 < 2);
            raw.checksumComplete = false;
            packet.bytes.putShort(packet.transportOffset + (packet.protocol == 6 ? 16 : 6), (short) random.nextInt());
            byte[] other = {(byte) ~packet.bytes.get(packet.payloadOffset)};
            PacketPatch.write(raw, packet, 0, other, 0, 1);
            assertTrue(Checksums.isRight(packet), "round " + round);
        }
    }

    @Test
    void shouldLeaveADamagedPacketDamaged() {
        RawPacket raw = random(true, false);
        int field = packet.transportOffset + 16;
        packet.bytes.putShort(field, (short) (packet.bytes.getShort(field) + 1));
        byte[] other = {(byte) ~packet.bytes.get(packet.payloadOffset)};
        PacketPatch.write(raw, packet, 0, other, 0, 1);
        assertFalse(Checksums.isRight(packet));
    }

    @Test
    void shouldLeaveADatagramWithoutAChecksumWithoutOne() {
        RawPacket raw = CraftedPacket.udp().payload("abc").raw();
        raw.checksumComplete = true;
        packet.decode(raw);
        PacketPatch.write(raw, packet, 1, new byte[] {'x'}, 0, 1);
        assertEquals(0, packet.bytes.getShort(packet.transportOffset + 6));
        assertTrue(raw.replaced);
    }

    @Test
    void shouldNotReplaceWhatStandsThereAlready() {
        RawPacket raw = CraftedPacket.tcp().payload("abc").checksummed().raw();
        packet.decode(raw);
        PacketPatch.write(raw, packet, 0, new byte[] {'a', 'b', 'c'}, 0, 3);
        assertFalse(raw.replaced);
        PacketPatch.write(raw, packet, 0, new byte[] {'a', 'b', 'd'}, 0, 3);
        assertTrue(raw.replaced);
    }

    @Test
    void shouldNotTouchWhatIsNotWholeOrSeveralDatagrams() {
        RawPacket raw = CraftedPacket.udp().payload("abcdef").raw();
        packet.decode(raw);
        assertTrue(PacketPatch.possible(raw, packet));
        raw.merged = true;
        assertFalse(PacketPatch.possible(raw, packet));
        RawPacket cut = CraftedPacket.tcp().payload("abcdef").cutTo(42).raw();
        packet.decode(cut);
        assertFalse(PacketPatch.possible(cut, packet));
    }

    @Test
    void shouldTakeThePayloadOutAndLeaveARightPacket() {
        byte[] options = {2, 4, 5, (byte) 0xb4, 34, 2, 1, 1};
        for (String server : new String[] {"198.51.100.2", "2001:db8:5::2"}) {
            String client = server.contains(":") ? "2001:db8::1" : "192.0.2.1";
            RawPacket raw = CraftedPacket.tcp().from(client, 40_000).to(server, 80).flags(Packet.SYN).seq(77)
                .options(options).payload("GET / HTTP/1.1").checksummed().raw();
            packet.decode(raw);
            int length = raw.length;
            PacketPatch.dropPayload(raw, packet);
            assertTrue(raw.replaced && raw.isWhole());
            assertEquals(length - "GET / HTTP/1.1".length(), raw.length);
            assertEquals(Packet.Kind.FLOW, packet.decode(raw));
            assertEquals(0, packet.payloadLength);
            assertEquals(77, packet.sequence);
            assertEquals(34, packet.bytes.get(packet.payloadOffset - 4));
            assertTrue(Checksums.isRight(packet), server);
            boolean v4 = server.indexOf(':') < 0;
            assertEquals(raw.length, (packet.bytes.getShort(raw.offset + (v4 ? 2 : 4)) & 0xffff) + (v4 ? 0 : 40));
            assertEquals(0, v4 ? Checksum.of(packet.bytes, raw.offset, 20) : 0);
        }
    }
}
