package gateway.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopedCaptureTest {
    private static final int FRAME = 42;

    @TempDir
    private Path directory;

    @Test
    void shouldPlayEveryLoopUnderNewAddresses() throws IOException {
        Path captures = Files.createDirectory(directory.resolve("captures"));
        Files.write(captures.resolve("one.pcap"), capture());
        Path looped = directory.resolve("looped.pcap");
        LoopedCapture.write(captures, 100, looped);

        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(looped)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(24 + 100 * (16 + FRAME), file.capacity());
        Set<Integer> sources = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int frame = 24 + i * (16 + FRAME) + 16;
            sources.add(file.order(ByteOrder.BIG_ENDIAN).getInt(frame + 26));
            assertEquals(10, file.get(frame + 26), "the network stays private");
        }
        assertEquals(100, sources.size());
    }

    @Test
    void shouldRefuseADirectoryWithoutCaptures() {
        assertThrows(IllegalArgumentException.class,
            () -> LoopedCapture.write(directory, 10, directory.resolve("looped.pcap")));
    }

    private static byte[] capture() {
        ByteBuffer file = ByteBuffer.allocate(24 + 16 + FRAME).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0xa1b2c3d4).putInt(20, 1).putInt(32, FRAME).putInt(36, FRAME);
        file.put(40 + 12, (byte) 8).put(40 + 14, (byte) 0x45).put(40 + 26, (byte) 10).put(40 + 30, (byte) 10);
        return file.array();
    }
}
