package gateway.core.internal.source;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldHandOverInBatchesAndThenSayThatThereIsNoMore() throws Exception {
        CaptureBytes capture = raw();
        for (int i = 0; i < 130; i++) {
            capture.record(i, 0, Frames.ipv4(i, 1));
        }
        try (CaptureFile file = new CaptureFile(write(capture.toBytes()))) {
            List<Integer> batches = new ArrayList<>();
            int handed;
            do {
                handed = file.poll(packet -> { }, 1000);
                batches.add(handed);
            } while (handed >= 0);
            assertEquals(List.of(64, 64, 2, -1), batches);
            assertEquals(-1, file.poll(packet -> { }, 0));
            assertEquals(129_000, file.nowMillis());
        }
    }

    @Test
    void shouldCountFramesThatAreNotIp() throws Exception {
        Path path = write(CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS, 1)
            .record(1, 0, new byte[60]).record(2, 0, Frames.ethernet(Frames.ipv4(1, 30))).toBytes());
        try (CaptureFile file = new CaptureFile(path)) {
            assertEquals(1, file.poll(packet -> { }, 0));
            assertEquals(2, file.frames());
            assertEquals(1, file.packets());
        }
    }

    @Test
    void shouldBringAPacketAgainThroughTheReadingLane() throws Exception {
        List<String> seen = new ArrayList<>();
        try (CaptureFile file = new CaptureFile(write(raw().record(1, 0, Frames.ipv4(1, 1))
            .record(1, 0, Frames.ipv4(2, 1)).toBytes()))) {
            file.poll(packet -> {
                seen.add(packet.lane + " " + packet.mark);
                packet.verdict = RawPacket.Verdict.READ;
                packet.setMark = true;
                packet.newMark = 5;
            }, 0);
        }
        assertEquals(List.of("CLASSIFY 0", "READ 5", "CLASSIFY 0", "READ 5"), seen);
    }

    @Test
    void shouldReadFilesLargerThanItsBuffer() throws Exception {
        CaptureBytes chunk = raw();
        for (int i = 0; i < 600; i++) {
            chunk.record(i, 0, Frames.ipv4(i, 1000 + i % 300));
        }
        byte[] whole = chunk.toBytes();
        byte[] records = Arrays.copyOfRange(whole, 24, whole.length);
        Path path = write(whole);
        for (int i = 0; i < 5; i++) {
            Files.write(path, records, java.nio.file.StandardOpenOption.APPEND);
        }
        List<HandedOver> packets = HandedOver.of(path);
        assertEquals(3600, packets.size());
        for (int i = 0; i < packets.size(); i++) {
            assertEquals(1028 + i % 600 % 300, packets.get(i).length());
            assertEquals((byte) (i % 600), packets.get(i).bytes()[5]);
        }
    }

    @Test
    void shouldHandOverWhatIsWholeOfACutFileBeforeItComplains() throws Exception {
        byte[] whole = raw().record(1, 0, Frames.ipv4(1, 10)).record(2, 0, Frames.ipv4(2, 10)).toBytes();
        try (CaptureFile file = new CaptureFile(write(Arrays.copyOf(whole, whole.length - 1)))) {
            List<Integer> lengths = new ArrayList<>();
            CaptureException cut = assertThrows(CaptureException.class,
                () -> file.poll(packet -> lengths.add(packet.length), 0));
            assertEquals(List.of(38), lengths);
            assertTrue(cut.getMessage().endsWith("test.pcap: at offset 78: the file ends within a record of 38 bytes"),
                cut.getMessage());
        }
    }

    @Test
    void shouldNotMindALineBreakBehindTheLastRecord() throws Exception {
        byte[] whole = raw().record(1, 0, Frames.ipv4(1, 10)).toBytes();
        Path path = write(Frames.join("", whole, new byte[] {'\r', '\n'}));
        assertEquals(1, HandedOver.of(path).size());
        assertRefused("the file ends within a record's header", write(Frames.join("", whole, new byte[] {'\r', 1})));
    }

    @Test
    void shouldRefuseAFileCutAnywhereButBetweenRecords() throws Exception {
        byte[] classic = raw().record(1, 0, Frames.ipv4(1, 10)).record(2, 0, Frames.ipv4(2, 10)).toBytes();
        byte[] newer = CaptureBytes.pcapNg(ByteOrder.BIG_ENDIAN).device(101).enhanced(0, 1, Frames.ipv4(1, 10))
            .enhanced(0, 2, Frames.ipv4(2, 10)).toBytes();
        assertEquals(List.of(78, 132), lengthsAccepted(classic));
        assertEquals(2, lengthsAccepted(newer).size());
    }

    private List<Integer> lengthsAccepted(byte[] capture) throws Exception {
        List<Integer> accepted = new ArrayList<>();
        for (int length = 0; length <= capture.length; length++) {
            Path path = write(Arrays.copyOf(capture, length));
            try {
                CaptureFile.verify(path);
                accepted.add(length);
            } catch (CaptureException refused) {
                assertOneSentence(refused);
            }
        }
        return accepted;
    }

    @Test
    void shouldSayWhatIsWrongWithUselessFiles() throws Exception {
        assertRefused("there is no such file", folder.resolve("missing.pcap"));
        assertRefused("the file is empty", write(new byte[0]));
        assertRefused("the file ends within its first four bytes", write(new byte[3]));
        assertRefused("this is neither a pcap nor a pcapng file", write("Hello, world, this is text".getBytes()));
        assertRefused("the capture holds no packets", write(raw().toBytes()));
        assertRefused("link type 147 cannot be read", write(CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN,
            CaptureBytes.MICROS, 147).record(1, 0, new byte[60]).toBytes()));
        assertRefused("cannot be read", folder);
    }

    @Test
    void shouldNameTheOffsetWhereAFileIsBroken() throws Exception {
        byte[] hugeRecord = raw().record(1, 0, Frames.ipv4(1, 10)).record(2, 0, new byte[8]).toBytes();
        hugeRecord[78 + 11] = (byte) 0xff;
        assertRefused("at offset 78: a record of 4278190088 bytes, more than 262144", write(hugeRecord));

        CaptureBytes section = CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN);
        assertRefused("at offset 28: a packet of interface 0, which is not described",
            write(CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN).enhanced(0, 1, new byte[4]).toBytes()));
        byte[] oddBlock = section.device(101).toBytes();
        oddBlock[28 + 4]++;
        assertRefused("at offset 28: a block of 33 bytes", write(oddBlock));
        oddBlock[28 + 4]--;
        oddBlock[oddBlock.length - 4]++;
        assertRefused("at offset 28: a block whose two lengths differ", write(oddBlock));
        byte[] noOrder = CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN).toBytes();
        noOrder[8] = 0;
        assertRefused("at offset 0: a section without a byte order", write(noOrder));
    }

    @Test
    void shouldBoundTheNumberOfInterfaces() throws Exception {
        CaptureBytes capture = CaptureBytes.pcapNg(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 1025; i++) {
            capture.device(101);
        }
        assertRefused("more than 1024 interfaces", write(capture.toBytes()));
    }

    @Test
    void shouldReleaseTheFileItCouldNotUse() throws Exception {
        Path path = write(new byte[100]);
        Path descriptors = Path.of("/proc/self/fd");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(descriptors));
        assertThrows(CaptureException.class, () -> new CaptureFile(path));
        try (var open = Files.list(descriptors)) {
            assertFalse(open.anyMatch(one -> isLinkTo(one, path)));
        }
    }

    private static boolean isLinkTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target.toRealPath());
        } catch (java.io.IOException goneMeanwhile) {
            return false;
        }
    }

    private static void assertRefused(String sentence, Path path) {
        CaptureException refused = assertThrows(CaptureException.class, () -> CaptureFile.verify(path));
        assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
        assertOneSentence(refused);
    }

    private static void assertOneSentence(CaptureException refused) {
        assertFalse(refused.getMessage().contains("\n"));
        assertTrue(refused.getMessage().contains(":"), refused.getMessage());
    }

    private static CaptureBytes raw() {
        return CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROS, 101);
    }

    private Path write(byte[] bytes) throws Exception {
        return assertDoesNotThrow(() -> Files.write(folder.resolve("test.pcap"), bytes));
    }
}
