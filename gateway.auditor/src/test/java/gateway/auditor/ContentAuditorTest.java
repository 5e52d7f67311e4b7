package gateway.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class ContentAuditorTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteToTheWorkDirectoryByDefault() throws IOException {
        ContentAuditor auditor = new ContentAuditor(properties(Map.of(ContentAuditor.WORK, folder.toString())),
            config("records", 100, 10));
        write(auditor, 2);
        assertEquals(2, lines("records/events.jsonl"));
    }

    @Test
    void shouldWriteOnlyToTheFileThatTheCommandNames() throws IOException {
        Path named = folder.resolve("some/events.jsonl");
        ContentAuditor auditor = new ContentAuditor(properties(Map.of(ContentAuditor.FILE, named.toString())),
            config(folder.resolve("other").toString(), 100, 10));
        auditor.configure(config(folder.resolve("another").toString(), 100, 10));
        write(auditor, 3);
        assertEquals(3, lines("some/events.jsonl"));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(1, all.count());
        }
    }

    @Test
    void shouldWriteNothingWhereTheCommandWantsNoRecords() throws IOException {
        ContentAuditor auditor = new ContentAuditor(
            properties(Map.of(ContentAuditor.FILE, "", ContentAuditor.WORK, folder.toString())),
            config("records", 1, 1));
        write(auditor, 1);
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(0, all.count());
        }
    }

    @Test
    void shouldMoveOnWithoutLosingARecordWhenTheDirectoryChanges() throws IOException {
        ContentAuditor auditor = new ContentAuditor(properties(Map.of()), config("a"));
        auditor.onRecord(Samples.numbered(1));
        auditor.configure(config("b"));
        write(auditor, 2);
        assertEquals(1, lines("a/events.jsonl"));
        assertEquals(2, lines("b/events.jsonl"));
    }

    @Test
    void shouldKeepItsPlaceWhenTheNewConfigurationMakesNoSense() throws IOException {
        ContentAuditor auditor = new ContentAuditor(properties(Map.of()), config("a"));
        auditor.configure(config(folder.resolve("b").toString(), 0, 10));
        auditor.configure(config(" ", 1, 1));
        auditor.configure(config("not\0a path", 1, 1));
        write(auditor, 2);
        assertEquals(2, lines("a/events.jsonl"));
    }

    @Test
    void shouldUseTheDefaultWhenTheFirstConfigurationMakesNoSense() throws IOException {
        ContentAuditor auditor = new ContentAuditor(properties(Map.of(ContentAuditor.WORK, folder.toString())),
            config("b", 1, -1));
        write(auditor, 1);
        assertEquals(1, lines("records/events.jsonl"));
    }

    @Test
    void shouldIgnoreRecordsAfterItsEnd() {
        ContentAuditor auditor = new ContentAuditor(properties(Map.of()), config("a"));
        auditor.close();
        write(auditor, 1);
        assertFalse(Files.exists(folder.resolve("a/events.jsonl")));
    }

    private AuditorConfig config(String directory) {
        return config(folder.resolve(directory).toString(), 100, 10);
    }

    private static AuditorConfig config(String directory, int maxMegabytes, int maxFiles) {
        return Samples.config(Map.of("directory", directory, "maxMegabytes", maxMegabytes, "maxFiles", maxFiles));
    }

    private static void write(ContentAuditor auditor, int records) {
        for (int i = 0; i < records; i++) {
            auditor.onRecord(Samples.numbered(i));
        }
        auditor.onIdle();
    }

    private int lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).size();
    }

    private static BundleContext properties(Map<String, String> properties) {
        return (BundleContext) Proxy.newProxyInstance(ContentAuditorTest.class.getClassLoader(),
            new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                assertEquals("getProperty", method.getName());
                return properties.get(arguments[0]);
            });
    }
}
