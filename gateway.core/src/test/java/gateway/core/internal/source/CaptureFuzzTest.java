package gateway.core.internal.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused; a packet that is handed over lies within the buffer. */
class CaptureFuzzTest {
    private static final int ROUNDS = 600;

    @TempDir
    private Path folder;

    @Test
    void shouldReadOrRefuseDamagedPcap() throws Exception {
        damage(21, CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.NANOS, 1)
            .record(1, 2, Frames.ethernet(Frames.ipv4(1, 40))).record(2, 3, Frames.ethernet(Frames.ipv4(2, 4)))
            .record(3, 4, new byte[14]).toBytes());
    }

    @Test
    void shouldReadOrRefuseDamagedPcapNg() throws Exception {
        damage(22, CaptureBytes.pcapNg(ByteOrder.BIG_ENDIAN).device(1).device(113, 96, 9, 5)
            .enhanced(0, 1, Frames.ethernet(Frames.ipv4(1, 40))).simple(60, Frames.ethernet(Frames.ipv4(2, 4)))
            .obsolete(1, 3, new byte[40]).order(ByteOrder.LITTLE_ENDIAN).section().device(101)
            .enhanced(0, 9, Frames.ipv6(3, 9)).toBytes());
    }

    private void damage(int seed, byte[] capture) throws Exception {
        Random random = new Random(seed);
        Path path = folder.resolve("damaged");
        int refused = 0;
        long handed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = capture.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(damaged.length);
                int flipped = damaged[at] ^ 1 << random.nextInt(8);
                damaged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : flipped);
            }
            Files.write(path, damaged);
            try (CaptureFile file = new CaptureFile(path)) {
                while (file.poll(CaptureFuzzTest::checkBounds, 0) >= 0) {
                    assertTrue(file.frames() <= damaged.length);
                }
                handed += file.packets();
            } catch (CaptureException expected) {
                refused++;
            }
        }
        assertTrue(refused > ROUNDS / 20 && handed > ROUNDS / 2, refused + " refused, " + handed + " handed over");
    }

    private static void checkBounds(RawPacket packet) {
        int version = packet.bytes.get(packet.offset) >>> 4 & 0xf;
        assertTrue(version == 4 || version == 6);
        assertTrue(packet.captured >= 20 && packet.captured <= packet.length);
        assertTrue(packet.offset >= 0 && packet.offset + packet.captured <= packet.bytes.capacity());
    }
}
