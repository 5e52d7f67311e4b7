package gateway.auditor.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.auditor.Samples;
import gateway.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineKeeperTest {
    @TempDir
    private Path folder;
    private final List<String> log = new ArrayList<>();
    private final ManualClock clock = new ManualClock(0);
    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("records/events.jsonl");
    }

    @Test
    void shouldWriteWhatWaitsWhenIdleAndAtTheEnd() throws IOException {
        LineKeeper keeper = keeper(1_000_000, 3);
        keeper.keep(Samples.numbered(1));
        assertFalse(Files.exists(file), "one record is not worth a write");
        keeper.flush();
        assertEquals(List.of(1), numbers(file));
        keeper.keep(Samples.numbered(2));
        keeper.close();
        assertEquals(List.of(1, 2), numbers(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of(), log);
    }

    @Test
    void shouldGoOnWithAnEarlierFileAndDropItsHalfLine() throws IOException {
        Files.createDirectories(file.getParent());
        keepAll(keeper(1_000_000, 3), 0, 3);
        Files.writeString(file, Files.readString(file) + "{\"cut\":" + "x".repeat(200_000));
        keepAll(keeper(1_000_000, 3), 3, 5);
        assertEquals(List.of(0, 1, 2, 3, 4), numbers(file));
    }

    @Test
    void shouldKeepABoundedNumberOfBoundedFiles() throws IOException {
        keepAll(keeper(150_000, 3), 0, 5_000);
        List<Integer> kept = new ArrayList<>();
        for (String name : List.of("events.jsonl.2", "events.jsonl.1", "events.jsonl")) {
            assertTrue(Files.size(file.resolveSibling(name)) <= 150_000, name);
            kept.addAll(numbers(file.resolveSibling(name)));
        }
        assertEquals(IntStream.range(5_000 - kept.size(), 5_000).boxed().toList(), kept, "the newest, all in order");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void shouldSayOnceThatTheDiskIsFullAndOnceThatItIsNotAnyMore() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        LineKeeper keeper = keeper(1_000_000, 3);
        for (int i = 0; i < 10; i++) {
            keeper.keep(Samples.numbered(i));
            keeper.flush();
            clock.advanceMillis(700);
        }
        assertEquals(1, log.size(), log.toString());
        assertTrue(log.get(0).contains("No space left on device"), log.get(0));

        Files.delete(file);
        clock.advanceMillis(1_000);
        keeper.keep(Samples.numbered(10));
        assertEquals(List.of(10), numbers(file));
        assertEquals(2, log.size(), log.toString());
        assertTrue(log.get(1).contains("; 10 were lost"), log.get(1));
    }

    @Test
    void shouldNotTouchTheDiskForASecondAfterAFailure() throws IOException {
        Files.createFile(file.getParent());
        LineKeeper keeper = keeper(1_000_000, 3);
        keeper.keep(Samples.numbered(1));
        keeper.flush();
        Files.delete(file.getParent());
        clock.advanceMillis(999);
        keeper.keep(Samples.numbered(2));
        assertFalse(Files.exists(file));
        clock.advanceMillis(1);
        keeper.keep(Samples.numbered(3));
        assertEquals(List.of(3), numbers(file));
    }

    @Test
    void shouldWriteARecordThatIsLargerThanTheBuffer() throws IOException {
        LineKeeper keeper = keeper(Long.MAX_VALUE, 1);
        keeper.keep(Samples.numbered(1));
        keeper.keep(Samples.record(0, Map.of("number", 2, "list",
            Collections.nCopies(EveEncoder.MAX_MEMBERS, "x".repeat(1_000)))));
        keeper.keep(Samples.numbered(3));
        keeper.close();
        assertEquals(List.of(1, 2, 3), numbers(file));
    }

    private LineKeeper keeper(long maxBytes, int maxFiles) {
        return new LineKeeper(new Placement(file, maxBytes, maxFiles), clock.millis(), log::add);
    }

    private static void keepAll(LineKeeper keeper, int from, int to) {
        IntStream.range(from, to).mapToObj(Samples::numbered).forEach(keeper::keep);
        keeper.close();
    }

    private static List<Integer> numbers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
            .map(line -> Integer.valueOf(line.replaceAll(".*\"number\":(\\d+)[,}].*", "$1"))).toList();
    }
}
