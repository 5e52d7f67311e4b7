package gateway.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class FileAuditorTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteToTheWorkDirectoryByDefault() throws IOException {
        FileAuditor auditor = new FileAuditor(properties(Map.of(FileAuditor.WORK, folder.toString())),
            new Config("records", 100, 10));
        write(auditor, 2);
        assertEquals(2, lines("records/events.jsonl"));
    }

    @Test
    void shouldWriteOnlyToTheFileThatTheCommandNames() throws IOException {
        Path named = folder.resolve("some/events.jsonl");
        FileAuditor auditor = new FileAuditor(properties(Map.of(FileAuditor.FILE, named.toString())),
            new Config(folder.resolve("other").toString(), 100, 10));
        auditor.configure(new Config(folder.resolve("another").toString(), 100, 10));
        write(auditor, 3);
        assertEquals(3, lines("some/events.jsonl"));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(1, all.count());
        }
    }

    @Test
    void shouldWriteNothingWhereTheCommandWantsNoRecords() throws IOException {
        FileAuditor auditor = new FileAuditor(
            properties(Map.of(FileAuditor.FILE, "", FileAuditor.WORK, folder.toString())), new Config("records", 1, 1));
        write(auditor, 1);
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(0, all.count());
        }
    }

    @Test
    void shouldMoveOnWithoutLosingARecordWhenTheDirectoryChanges() throws IOException {
        FileAuditor auditor = new FileAuditor(properties(Map.of()), config("a"));
        auditor.onRecord(Samples.numbered(1));
        auditor.configure(config("b"));
        write(auditor, 2);
        assertEquals(1, lines("a/events.jsonl"));
        assertEquals(2, lines("b/events.jsonl"));
    }

    @Test
    void shouldKeepItsPlaceWhenTheNewConfigurationMakesNoSense() throws IOException {
        FileAuditor auditor = new FileAuditor(properties(Map.of()), config("a"));
        auditor.configure(new Config(folder.resolve("b").toString(), 0, 10));
        auditor.configure(new Config(" ", 1, 1));
        auditor.configure(new Config("not\0a path", 1, 1));
        write(auditor, 2);
        assertEquals(2, lines("a/events.jsonl"));
    }

    @Test
    void shouldUseTheDefaultWhenTheFirstConfigurationMakesNoSense() throws IOException {
        FileAuditor auditor = new FileAuditor(properties(Map.of(FileAuditor.WORK, folder.toString())),
            new Config("b", 1, -1));
        write(auditor, 1);
        assertEquals(1, lines("records/events.jsonl"));
    }

    @Test
    void shouldIgnoreRecordsAfterItsEnd() {
        FileAuditor auditor = new FileAuditor(properties(Map.of()), config("a"));
        auditor.close();
        write(auditor, 1);
        assertFalse(Files.exists(folder.resolve("a")));
    }

    private RecordsConfig config(String directory) {
        return new Config(folder.resolve(directory).toString(), 100, 10);
    }

    private static void write(FileAuditor auditor, int records) {
        for (int i = 0; i < records; i++) {
            auditor.onRecord(Samples.numbered(i));
        }
        auditor.onIdle();
    }

    private int lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).size();
    }

    private static BundleContext properties(Map<String, String> properties) {
        return (BundleContext) Proxy.newProxyInstance(FileAuditorTest.class.getClassLoader(),
            new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                assertEquals("getProperty", method.getName());
                return properties.get(arguments[0]);
            });
    }

    /** What the framework makes of a configuration file. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Config(String directory, int maxMegabytes, int maxFiles) implements RecordsConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return RecordsConfig.class;
        }
    }
}
