package gateway.core.internal.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapNgTest {
    private static final byte[] ONE = Frames.ipv4(1, 5);
    private static final byte[] TWO = Frames.ipv6(2, 6);
    private static final byte[] THREE = Frames.ipv4(3, 7);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadEveryKindOfPacketBlockInBothByteOrders(boolean bigEndian) throws Exception {
        CaptureBytes capture = CaptureBytes.pcapNg(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .device(101).enhanced(0, 5_000_000_123L, ONE).obsolete(0, 5_000_000_456L, TWO).simple(THREE.length, THREE);
        List<HandedOver> packets = HandedOver.of(folder, capture);
        assertArrayEquals(ONE, packets.get(0).bytes());
        assertEquals(5_000_000_123L, packets.get(0).micros());
        assertArrayEquals(TWO, packets.get(1).bytes());
        assertEquals(5_000_000_456L, packets.get(1).micros());
        assertArrayEquals(THREE, packets.get(2).bytes());
        assertEquals(5_000_000_456L, packets.get(2).micros());
        assertEquals(3, packets.size());
    }

    @Test
    void shouldKeepInterfacesApart() throws Exception {
        CaptureBytes capture = CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN).device(101)
            .device(1, 0, 9, 0).device(113);
        for (int i = 0; i < 20; i++) {
            capture.device(101);
        }
        capture.enhanced(1, 3_000_000_000L, Frames.ethernet(ONE)).enhanced(0, 4_000_000L, TWO)
            .enhanced(22, 5_000_000L, THREE);
        List<HandedOver> packets = HandedOver.of(folder, capture);
        assertArrayEquals(ONE, packets.get(0).bytes());
        assertEquals(3_000_000L, packets.get(0).micros());
        assertArrayEquals(TWO, packets.get(1).bytes());
        assertArrayEquals(THREE, packets.get(2).bytes());
    }

    @Test
    void shouldForgetInterfacesAndByteOrderWithASection() throws Exception {
        CaptureBytes capture = CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN).device(1)
            .enhanced(0, 1, Frames.ethernet(ONE)).order(ByteOrder.BIG_ENDIAN).section().device(101)
            .enhanced(0, 2, TWO);
        assertArrayEquals(TWO, HandedOver.of(folder, capture).get(1).bytes());
    }

    @Test
    void shouldSkipBlocksThatAreOfNoInterestHoweverLong() throws Exception {
        CaptureBytes capture = CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN)
            .block(10, ByteBuffer.allocate(700_000).position(700_000)).device(101).enhanced(0, 1, ONE)
            .block(0x80000001, ByteBuffer.allocate(4).position(4)).enhanced(0, 2, TWO);
        assertEquals(2, HandedOver.of(folder, capture).size());
    }

    @Test
    void shouldCutSimplePacketsAtTheSnapLength() throws Exception {
        byte[] kept = java.util.Arrays.copyOf(ONE, 30);
        byte[] padded = java.util.Arrays.copyOf(ONE, 32);
        HandedOver packet = HandedOver.of(folder, CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN)
            .device(101, 30, CaptureBytes.NOT_GIVEN, 0).simple(ONE.length, padded)).get(0);
        assertArrayEquals(kept, packet.bytes());
        assertEquals(ONE.length, packet.length());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 7, 7000000",
        "3, 0, 1500, 1500000",
        "6, 0, 1700000000123456, 1700000000123456",
        "9, 0, 1700000000123456789, 1700000000123456",
        "12, 0, 1500000000000, 1500000",
        "18, 0, 2500000000000000000, 2500000",
        "19, 0, 1234567000000000000, 123456",
        "138, 0, 1536, 1500000",
        "160, 0, 6442450944, 1500000",
        "191, 0, 4611686018427387904, 500000",
        "6, 10, 500000, 10500000",
        "6, -10, 20000000, 10000000",
        "6, -10, 1000000, 0",
        "20, 0, 1, 0",
        "127, 0, 1, 0",
        "255, 0, 1, 0",
        "0, 0, 253402300800, 0",
        "6, 9223372036854775807, 5, 5",
    })
    void shouldReadTimesOfEveryResolution(int resolution, long offset, long time, long micros) throws Exception {
        assertEquals(micros, HandedOver.of(folder, CaptureBytes.pcapNg(ByteOrder.BIG_ENDIAN)
            .device(101, 0, resolution, offset).enhanced(0, time, ONE)).get(0).micros());
    }

    @Test
    void shouldNotLetTheClockGoBack() throws Exception {
        List<HandedOver> packets = HandedOver.of(folder, CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN).device(101)
            .enhanced(0, 100, ONE).enhanced(0, 50, ONE).enhanced(0, -1, ONE).enhanced(0, 101, ONE));
        assertEquals(List.of(100L, 100L, 100L, 101L), packets.stream().map(HandedOver::micros).toList());
    }
}
