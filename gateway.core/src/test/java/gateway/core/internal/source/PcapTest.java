package gateway.core.internal.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcapTest {
    private static final byte[] PACKET = Frames.ipv4(7, 33);

    @TempDir
    private Path folder;

    static Stream<Arguments> formats() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN).flatMap(order -> Stream.of(
            Arguments.of(order, CaptureBytes.MICROS, 250_000),
            Arguments.of(order, CaptureBytes.NANOS, 250_000_999),
            Arguments.of(order, CaptureBytes.MODIFIED, 250_000)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldReadEveryFormatInBothByteOrders(ByteOrder order, int magic, int fraction) throws Exception {
        List<HandedOver> packets = HandedOver.of(folder, CaptureBytes.pcap(order, magic, 101)
            .record(1_700_000_000L, fraction, PACKET).record(4_000_000_000L, fraction, Frames.ipv6(8, 2)));
        assertArrayEquals(PACKET, packets.get(0).bytes());
        assertEquals(1_700_000_000_250_000L, packets.get(0).micros());
        assertArrayEquals(Frames.ipv6(8, 2), packets.get(1).bytes());
        assertEquals(4_000_000_000_250_000L, packets.get(1).micros());
        assertEquals(2, packets.size());
    }

    @Test
    void shouldNotBelieveTheSnapLengthOfTheFileHeader() throws Exception {
        for (int snapLength : new int[] {0, 1, -1, 0x7fffffff}) {
            assertArrayEquals(PACKET, HandedOver.of(folder,
                CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS, 101, snapLength)
                    .record(1, 0, PACKET)).get(0).bytes());
        }
    }

    @Test
    void shouldIgnoreWhatTheLinkTypeSaysOfCheckSequences() throws Exception {
        byte[] frame = Frames.join("", Frames.ethernet(PACKET), new byte[4]);
        assertArrayEquals(PACKET, HandedOver.of(folder,
            CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS, 0x54000001).record(1, 0, frame))
            .get(0).bytes());
    }

    @Test
    void shouldSayHowLongAPacketWasThatWasCutByTheSnapLength() throws Exception {
        byte[] kept = java.util.Arrays.copyOf(PACKET, 40);
        HandedOver packet = HandedOver.of(folder, CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS, 101)
            .record(1, 0, kept, PACKET.length)).get(0);
        assertArrayEquals(kept, packet.bytes());
        assertEquals(PACKET.length, packet.length());
    }

    @Test
    void shouldTakeTheFramesLengthWhereTheIpHeaderSaysNone() throws Exception {
        byte[] merged = Frames.ipv4(1, 3000);
        merged[2] = 0;
        merged[3] = 0;
        assertEquals(3028, first(merged, merged.length).length());
        byte[] merged6 = Frames.ipv6(1, 3000);
        merged6[4] = 0;
        merged6[5] = 0;
        assertEquals(3048, first(merged6, 0).length());
    }

    @Test
    void shouldTakeTheFramesLengthWhereTheIpHeaderClaimsMore() throws Exception {
        byte[] liar = Frames.ipv4(1, 10);
        liar[2] = 0x7f;
        HandedOver packet = first(liar, liar.length);
        assertEquals(38, packet.length());
        assertEquals(38, packet.bytes().length);
    }

    private HandedOver first(byte[] frame, int wire) throws Exception {
        return HandedOver.of(folder, CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, CaptureBytes.MICROS, 101)
            .record(1, 0, frame, wire)).get(0);
    }
}
