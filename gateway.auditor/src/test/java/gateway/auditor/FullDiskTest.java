package gateway.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.content.FilePart;
import gateway.api.packet.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of a few megabytes that is filled and emptied. */
@Timeout(120)
class FullDiskTest {
    @TempDir
    private Path folder;
    private Path disk;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private long parts;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()), "mounting needs root");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private void pass(Keeping keeping, int number) {
        byte[] content = new byte[50_000];
        new Random(number).nextBytes(content);
        FilePart part = new FilePart(++parts, Samples.audited("transfer", Map.of()), Direction.TO_CLIENT, "f",
            content.length, 0, content.length, Map.of());
        keeping.keep(Samples.message("room", "ann", "bob", "message " + number + " ".repeat(2000)));
        keeping.fileBegan(part);
        keeping.fileBytes(part.id(), 0, ByteBuffer.wrap(content));
        keeping.fileEnded(part.id(), true, "");
        keeping.onIdle();
    }

    @Test
    void shouldLoseRecordsSayItOnceAndGoOnByItselfWhenThereIsRoom() throws Exception {
        try (Keeping keeping = new Keeping(Settings.of(Samples.config(Map.of("directory", disk.resolve("records")
            .toString())), folder), log::add)) {
            pass(keeping, 0);
            assertEquals("", keeping.problem());
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            for (int i = 1; !keeping.problem().contains("records.db") || !keeping.problem().contains("files"); i++) {
                pass(keeping, i);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertTrue(keeping.problem().contains("full") || keeping.problem().contains("No space"),
                keeping.problem());
            Files.delete(ballast);
            while (!keeping.problem().isEmpty()) {
                keeping.onIdle();
                keeping.keep(Samples.audited("search", Map.of("text", "again")));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertTrue(log.size() <= 6, log.toString());
            String again = "kept again in " + disk.resolve("records/records.db");
            assertTrue(log.stream().anyMatch(line -> line.contains(again)), log.toString());
            int before = log.size();
            pass(keeping, 1_000_000);
            assertEquals(before, log.size());
            assertEquals(1, keeping.search().orElseThrow().find(new gateway.api.operation.RecordQuery("1000000", "", "",
                "message", 0, Long.MAX_VALUE, Long.MAX_VALUE, 10), "ann").records().size());
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            byte[] piece = new byte[4096];
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            assertTrue(Files.size(ballast) > 0);
        }
    }
}
