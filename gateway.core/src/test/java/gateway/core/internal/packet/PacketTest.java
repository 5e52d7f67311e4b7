package gateway.core.internal.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.packet.Packet.Kind;
import gateway.core.internal.source.RawPacket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {
    private final Packet packet = new Packet();

    private static byte[] changed(byte[] bytes, int index, int value) {
        bytes[index] = (byte) value;
        return bytes;
    }

    private Kind decode(byte[] bytes) {
        return packet.decode(CraftedPacket.rawOf(bytes));
    }

    private String payload() {
        byte[] bytes = new byte[packet.payloadCaptured];
        packet.bytes.get(packet.payloadOffset, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** {@code before} of the packet's bytes, then {@code inserted}, then the others. */
    private static byte[] insert(byte[] bytes, int before, String inserted) {
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(bytes, 0, before);
        longer.writeBytes(HexFormat.of().parseHex(inserted.replace(" ", "")));
        longer.write(bytes, before, bytes.length - before);
        return longer.toByteArray();
    }

    /** An IPv6 datagram whose header chain begins with these extension headers. */
    private static byte[] withExtensions(int firstType, String headers) {
        byte[] bytes = insert(CraftedPacket.udp().from("2001:db8::1", 7).to("2001:db8::2", 8).payload("abc").bytes(),
            40, headers);
        int length = bytes.length - 40;
        bytes[4] = (byte) (length >>> 8);
        bytes[5] = (byte) length;
        bytes[6] = (byte) firstType;
        return bytes;
    }

    @Test
    void shouldReadTcpOverIpv4() {
        assertEquals(Kind.FLOW, decode(CraftedPacket.tcp().from("192.0.2.1", 65_535).to("255.255.255.255", 1)
            .seq(-1).ack(0x8000_0000).flags(Packet.SYN | Packet.ACK).payload("hello").bytes()));

        assertEquals(IpAddress.parse("192.0.2.1").orElseThrow(), new IpAddress(packet.sourceHigh, packet.sourceLow));
        assertEquals("255.255.255.255", new IpAddress(packet.destinationHigh, packet.destinationLow).toString());
        assertEquals(6, packet.protocol);
        assertEquals(65_535, packet.sourcePort);
        assertEquals(1, packet.destinationPort);
        assertEquals(-1, packet.sequence);
        assertEquals(0x8000_0000, packet.acknowledgement);
        assertTrue(packet.has(Packet.SYN) && packet.has(Packet.ACK));
        assertFalse(packet.has(Packet.FIN) || packet.has(Packet.RST));
        assertEquals("hello", payload());
        assertEquals(5, packet.payloadLength);
    }

    @Test
    void shouldReadUdpOverIpv6() {
        assertEquals(Kind.FLOW, decode(CraftedPacket.udp().from("2001:db8::1", 7).to("2001:db8::2", 8)
            .payload("hello").bytes()));

        assertEquals(IpAddress.parse("2001:db8::1").orElseThrow(), new IpAddress(packet.sourceHigh, packet.sourceLow));
        assertEquals(17, packet.protocol);
        assertEquals(0, packet.flags);
        assertEquals("hello", payload());
    }

    @Test
    void shouldNotShowFlagsOfAnEarlierPacket() {
        decode(CraftedPacket.tcp().flags(Packet.RST).bytes());
        decode(CraftedPacket.udp().bytes());
        assertFalse(packet.has(Packet.RST));
    }

    @Test
    void shouldSkipIpv4Options() {
        byte[] bytes = insert(CraftedPacket.udp().payload("abc").bytes(), 20, "94040000 01010100");
        bytes[0] = 0x47;
        bytes[3] = (byte) bytes.length;
        assertEquals(Kind.FLOW, decode(bytes));
        assertEquals("abc", payload());
        assertEquals(50_000, packet.destinationPort);
    }

    @Test
    void shouldSkipTcpOptions() {
        byte[] bytes = insert(CraftedPacket.tcp().payload("abc").bytes(), 40, "020405b4 01010402");
        bytes[32] = 0x70;
        bytes[3] = (byte) bytes.length;
        assertEquals(Kind.FLOW, decode(bytes));
        assertEquals("abc", payload());
    }

    @Test
    void shouldWalkIpv6ExtensionHeaders() {
        // Hop-by-hop, destination options of 16 bytes, routing, first fragment.
        assertEquals(Kind.FLOW, decode(withExtensions(0, "3c00010400000000 2b01010c000000000000000000000000"
            + "2c00000000000000 1100000100000001")));
        assertEquals("abc", payload());
        assertEquals(17, packet.protocol);
    }

    @Test
    void shouldGiveUpEndlessExtensionHeaders() {
        assertEquals(Kind.MALFORMED, decode(withExtensions(60, "3c00010400000000".repeat(9))));
    }

    @ParameterizedTest
    @CsvSource({"0,3cff010400000000", "43,11ff000000000000", "0,1101"})
    void shouldRefuseExtensionHeadersBeyondThePacket(int type, String headers) {
        assertEquals(Kind.MALFORMED, decode(withExtensions(type, headers)));
    }

    @Test
    void shouldPassLaterFragmentsAndReadFirstOnes() {
        byte[] v4 = CraftedPacket.udp().payload("abc").bytes();
        assertEquals(Kind.FRAGMENT, decode(changed(v4.clone(), 7, 1)));
        assertEquals(Kind.FLOW, decode(changed(v4.clone(), 6, 0x20)), "more fragments follow");
        assertEquals(Kind.FLOW, decode(changed(v4.clone(), 6, 0x40)), "must not be fragmented");
        assertEquals(Kind.FRAGMENT, decode(withExtensions(44, "1100000900000001")));
        assertEquals(Kind.FLOW, decode(withExtensions(44, "1100000100000001")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 47, 50, 58, 132})
    void shouldPassOtherProtocols(int protocol) {
        assertEquals(Kind.OTHER, decode(changed(CraftedPacket.udp().bytes(), 9, protocol)));
    }

    @Test
    void shouldRefuseVersionsThatAreNone() {
        for (int version : new int[] {0, 1, 5, 7, 15}) {
            assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.udp().bytes(), 0, version << 4 | 5)));
        }
    }

    @Test
    void shouldRefuseHeadersThatAreTooShortOrTooLong() {
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.udp().bytes(), 0, 0x44)));
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.udp().bytes(), 0, 0x4f)));
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.tcp().bytes(), 32, 0x40)));
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.tcp().bytes(), 32, 0xf0)));
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.udp().payload("abc").bytes(), 3, 19)));
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.udp().payload("abc").bytes(), 3, 27)));
    }

    @Test
    void shouldRefuseEveryPacketCutWithinItsHeaders() {
        for (CraftedPacket whole : new CraftedPacket[] {CraftedPacket.udp(), CraftedPacket.tcp(),
            CraftedPacket.udp().from("2001:db8::1", 7).to("2001:db8::2", 8),
            CraftedPacket.tcp().from("2001:db8::1", 7).to("2001:db8::2", 8)}) {
            int headers = whole.bytes().length;
            for (int captured = 0; captured < headers; captured++) {
                assertEquals(Kind.MALFORMED, packet.decode(whole.payload("abc").cutTo(captured).raw()));
            }
            assertEquals(Kind.FLOW, packet.decode(whole.cutTo(headers).raw()));
            assertEquals(0, packet.payloadCaptured);
            assertEquals(3, packet.payloadLength);
        }
    }

    @Test
    void shouldSayHowMuchOfACutPayloadIsThere() {
        assertEquals(Kind.FLOW, packet.decode(CraftedPacket.tcp().payload("0123456789").cutTo(44).raw()));
        assertEquals("0123", payload());
        assertEquals(10, packet.payloadLength);
    }

    @Test
    void shouldStayWithinTheCopyWhereItEndsInTheTcpOptions() {
        byte[] bytes = changed(CraftedPacket.tcp().payload("x".repeat(60)).bytes(), 32, 0xf0);
        RawPacket raw = new RawPacket();
        raw.bytes = java.nio.ByteBuffer.wrap(bytes, 0, 44).slice();
        raw.captured = 44;
        raw.length = bytes.length;

        assertEquals(Kind.FLOW, packet.decode(raw));
        assertEquals(0, packet.payloadCaptured);
        assertEquals(20, packet.payloadLength);
        assertTrue(packet.payloadOffset <= raw.bytes.capacity());
    }

    @Test
    void shouldNotTakePaddingOfTheLinkForPayload() {
        byte[] padded = java.util.Arrays.copyOf(CraftedPacket.tcp().payload("ab").bytes(), 60);
        assertEquals(Kind.FLOW, decode(padded));
        assertEquals("ab", payload());
        byte[] six = java.util.Arrays.copyOf(
            CraftedPacket.udp().from("2001:db8::1", 7).to("2001:db8::2", 8).payload("ab").bytes(), 80);
        assertEquals(Kind.FLOW, decode(six));
        assertEquals("ab", payload());
    }

    @Test
    void shouldNotTakeWhatLiesBehindADatagramForItsPayload() {
        byte[] bytes = CraftedPacket.udp().payload("abXXXX").bytes();
        assertEquals(Kind.FLOW, decode(changed(bytes, 25, 10)));
        assertEquals("ab", payload());
        assertEquals(2, packet.payloadLength);
    }

    @Test
    void shouldNotBelieveADatagramThatClaimsMoreThanThePacket() {
        assertEquals(Kind.FLOW, decode(changed(CraftedPacket.udp().payload("ab").bytes(), 24, 0x7f)));
        assertEquals("ab", payload());
        assertEquals(Kind.MALFORMED, decode(changed(CraftedPacket.udp().payload("ab").bytes(), 25, 7)));
    }

    @Test
    void shouldReadMergedPacketsWithoutATotalLength() {
        byte[] bytes = CraftedPacket.tcp().payload("merged").bytes();
        assertEquals(Kind.FLOW, decode(changed(bytes, 3, 0)));
        assertEquals("merged", payload());
        byte[] six = CraftedPacket.udp().from("2001:db8::1", 7).to("2001:db8::2", 8).payload("jumbo").bytes();
        six[5] = 0;
        six[45] = 0;
        assertEquals(Kind.FLOW, decode(six));
        assertEquals("jumbo", payload());
    }

    @Test
    void shouldNotBelieveATotalLengthBeyondTheFrame() {
        assertEquals(Kind.FLOW, decode(changed(CraftedPacket.tcp().payload("ab").bytes(), 2, 0xff)));
        assertEquals(2, packet.payloadLength);
        assertEquals("ab", payload());
    }
}
