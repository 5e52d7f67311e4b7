package gateway.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationWatchTest {
    private static final int REST = ConfigurationWatch.REST_MILLIS;

    @TempDir
    private Path directory;
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private ConfigurationWatch watch;

    @BeforeEach
    void setUp() throws IOException {
        Files.writeString(directory.resolve("a.cfg"), "order = 1\n");
        watch = new ConfigurationWatch(new ConfigurationFolder(directory), clock::get);
        assertFalse(watch.hasComeToRest());
        assertTrue(after(REST), "what changed while it began to watch");
    }

    private boolean after(int millis) throws IOException {
        clock.addAndGet(millis);
        return watch.hasComeToRest();
    }

    @Test
    void shouldSayNothingWhileNothingChanges() throws IOException {
        assertFalse(after(REST));
        assertFalse(after(1_000_000));
        Files.writeString(directory.resolve("notes.txt"), "no configuration");
        assertFalse(after(REST) || after(REST));
    }

    @Test
    void shouldWaitUntilAllFilesRest() throws IOException {
        for (int i = 0; i < 50; i++) {
            Files.writeString(directory.resolve("rule" + i + ".cfg"), "order = 1\n");
            assertFalse(after(REST - 1));
        }
        assertFalse(after(REST - 1));
        assertTrue(after(1));
        assertFalse(after(REST));
    }

    @Test
    void shouldWaitForAFileThatIsWrittenInPieces() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            Files.writeString(directory.resolve("a.cfg"), text.append("# more\n"));
            assertFalse(after(REST - 1));
        }
        assertTrue(after(REST));
    }

    @Test
    void shouldSeeAFileThatIsReplacedByOneOfTheSameSizeAndTime() throws IOException {
        Path file = directory.resolve("a.cfg");
        FileTime time = Files.getLastModifiedTime(file);
        Path written = Files.writeString(directory.resolve(".a.swp"), "order = 2\n");
        Files.setLastModifiedTime(written, time);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        assertFalse(watch.hasComeToRest());
        assertTrue(after(REST));
    }

    @Test
    void shouldSeeAFileGoAndComeBack() throws IOException {
        Path file = directory.resolve("a.cfg");
        Files.delete(file);
        assertFalse(watch.hasComeToRest());
        Files.writeString(file, "order = 3\n");
        assertFalse(after(REST - 1), "an editor that deletes first is not to be seen without its file");
        assertTrue(after(REST));
    }

    @Test
    void shouldHoldChangesTogetherWhileTheyAreMarked() throws IOException {
        Path marker = Files.createFile(directory.resolve(ConfigurationWatch.CHANGING));
        Files.writeString(directory.resolve("b.cfg"), "order = 2\n");
        assertFalse(after(0) || after(REST) || after(REST));
        Files.writeString(directory.resolve("c.cfg"), "order = 2\n");
        assertFalse(after(0) || after(REST));
        Files.delete(marker);
        assertTrue(after(0));
    }

    @Test
    void shouldNotWaitForAForgottenMarkForEver() throws IOException {
        Files.createFile(directory.resolve(ConfigurationWatch.CHANGING));
        Files.writeString(directory.resolve("b.cfg"), "order = 2\n");
        assertFalse(after(0) || after(ConfigurationWatch.LONGEST_CHANGE_MILLIS - 1));
        assertTrue(after(ConfigurationWatch.LONGEST_CHANGE_MILLIS));
    }

    @Test
    void shouldTakeInWhatConsolesChangeWithTheFiles() throws IOException {
        watch.onOtherChange();
        assertFalse(after(REST - 1));
        Files.writeString(directory.resolve("b.cfg"), "order = 2\n");
        assertFalse(after(1));
        assertTrue(after(REST));
    }
}
