package gateway.core.internal.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkLayerTest {
    private static final String MACS = "020000000001 020000000002 ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "1, " + MACS + "0800",
        "1, " + MACS + "8100 0005 0800",
        "1, " + MACS + "88a8 0005 8100 0006 0800",
        "1, " + MACS + "9100 0005 8100 0006 8100 0007 0800",
        "1, " + MACS + "8847 00001000 00002140",
        "1, " + MACS + "8864 1100 0001 0023 0021",
        "1, " + MACS + "0031 aaaa03 000000 0800",
        "1, " + MACS + "8100 0005 8864 1100 0001 0023 0021",
        "113, 0000 0001 0006 0200000000010000 0800",
        "113, 0000 0001 0006 0200000000010000 8100 0001 0800",
        "276, 0800 0000 00000003 0001 00 06 0200000000010000",
        "101, ''", "12, ''", "14, ''", "228, ''", "229, ''",
        "0, 02000000", "0, 00000002", "108, 00000002", "0, 1e000000",
        "9, ff03 0021", "9, 0021", "9, 21", "9, ff03 21", "50, ff03 0021", "50, 0f00 0800", "50, 8f00 0800",
        "51, 1100 0001 0023 0021", "104, 0f00 0800",
    })
    void shouldFindTheIpHeaderBehind(int linkType, String header) throws Exception {
        byte[] packet = Frames.ipv4(9, 5);
        byte[] padding = new byte[13];
        byte[] frame = Frames.join(header, packet, padding);
        HandedOver handed = HandedOver.of(folder, CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS,
            linkType).record(1, 0, frame)).get(0);
        assertArrayEquals(packet, handed.bytes());
        assertEquals(packet.length, handed.length());
    }

    @ParameterizedTest
    @CsvSource({
        "1, " + MACS + "86dd", "113, 0000 0001 0006 0200000000010000 86dd", "229, ''", "9, 57", "9, ff03 0057",
        "276, 86dd 0000 00000003 0001 00 06 0200000000010000", "0, 0a000000", "0, 18000000", "108, 0000001c",
    })
    void shouldFindTheIpv6HeaderBehind(int linkType, String header) throws Exception {
        byte[] packet = Frames.ipv6(9, 5);
        assertArrayEquals(packet, HandedOver.of(folder, CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, CaptureBytes.MICROS,
            linkType).record(1, 0, Frames.join(header, packet, new byte[3]))).get(0).bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "1, " + MACS + "0806 0001", "1, " + MACS + "0026 424203", "1, " + MACS, "1, ''", "1, 0200",
        "1, " + MACS + "8863 1100 0001 0000", "9, c021 0101", "0, 05000000", "101, 70", "113, 0000", "276, 0800",
        "1, " + MACS + "0800 45000020", "1, " + MACS + "86dd 60000000", "1, " + MACS + "8847 00000000",
        "1, " + MACS + "8100 0005", "9, ''", "50, ff", "51, 1100", "104, 0f", "0, 0200",
    })
    void shouldSkipFramesThatHoldNoWholeIpHeader(int linkType, String frame) throws Exception {
        assertEquals(List.of(), HandedOver.of(folder, CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS,
            linkType).record(1, 0, Frames.join(frame))));
    }

    @Test
    void shouldGiveUpOnEndlessTags() throws Exception {
        String tags = "8100 0001 ".repeat(100) + "0800";
        assertEquals(List.of(), HandedOver.of(folder, CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS,
            1).record(1, 0, Frames.join(MACS + tags, Frames.ipv4(1, 1)))));
    }

    @Test
    void shouldStayWithinTheFrameWhateverItsBytes() {
        Random random = new Random(20);
        int[] types = {0, 1, 9, 12, 14, 50, 51, 101, 104, 108, 113, 228, 229, 276, 105, -1};
        short[] hints = {0x0800, (short) 0x86dd, (short) 0x8100, (short) 0x8847, (short) 0x8864, (short) 0xaaaa, 0x21};
        int found = 0;
        for (int i = 0; i < 300_000; i++) {
            int length = random.nextInt(70);
            byte[] frame = new byte[length];
            random.nextBytes(frame);
            ByteBuffer exact = ByteBuffer.wrap(frame);
            for (int k = 0; k < 4 && length >= 2; k++) {
                exact.putShort(random.nextInt(length - 1), hints[random.nextInt(hints.length)]);
            }
            int header = LinkLayer.ipHeader(exact, types[random.nextInt(types.length)], 0, length);
            assertTrue(header == LinkLayer.NOT_IP || header >= 0 && header + 20 <= length);
            found += header == LinkLayer.NOT_IP ? 0 : 1;
        }
        assertTrue(found > 1000, "some of them have to look like IP");
    }
}
