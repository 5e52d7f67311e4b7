package gateway.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFolderTest {
    @TempDir
    private Path directory;

    private ConfigurationFile only() throws IOException {
        Map<String, ConfigurationFile> files = new ConfigurationFolder(directory).read();
        assertEquals(1, files.size(), files::toString);
        return files.values().iterator().next();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private String problem() throws IOException {
        return only().problem().orElseThrow();
    }

    @Test
    void shouldReadLinesAsFileInstallDoes() throws IOException {
        write("a.cfg", "# Grüße\norder = 7\n  client: 10.0.0.0/8, \\\n    10.1.0.0/16\nempty=\n".getBytes(
            StandardCharsets.UTF_8));
        ConfigurationFile file = only();

        assertEquals(Map.of("order", "7", "client", "10.0.0.0/8, 10.1.0.0/16", "empty", ""), file.values());
        assertEquals(2, file.lineOf("order"));
        assertEquals(3, file.lineOf("client"));
        assertEquals(0, file.lineOf("ord"));
        assertEquals(0, file.lineOf("10.0.0.0/8"));
    }

    @Test
    void shouldReadWhatAConsoleWroteWithTypes() throws IOException {
        write("a.cfg", "order = I\"7\"\nbypass = B\"false\"\nfileName = [ \\\n  \"*.avi\", \\\n  \"*.mkv\", \\\n  ]\n"
            .getBytes(StandardCharsets.UTF_8));
        Map<String, Object> values = only().values();

        assertEquals(7, values.get("order"));
        assertEquals(false, values.get("bypass"));
        assertEquals(List.of("*.avi", "*.mkv"), List.of((Object[]) values.get("fileName")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ISO-8859-1 |:2: byte 0xfc is not UTF-8 (is it Latin-1?); save it in UTF-8",
        "UTF-16     |: is in UTF-16; save it in UTF-8",
        "UTF-16LE   |: is in UTF-16; save it in UTF-8",
        "UTF-16BE   |: is in UTF-16; save it in UTF-8"})
    void shouldNameAWrongEncoding(String charset, String reason) throws IOException {
        Path file = write("a.cfg", "order = 7\n# für alle\n".getBytes(Charset.forName(charset)));
        assertEquals(file + reason, problem());
    }

    @Test
    void shouldRefuseAByteOrderMark() throws IOException {
        Path file = write("a.cfg", "\uFEFForder = 7\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(file + ":1: begins with a byte order mark; save it in UTF-8 without one", problem());
    }

    @Test
    void shouldRefuseControlCharacters() throws IOException {
        Path file = write("a.cfg", "order = 7\n\naction = bl\0ock\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(file + ":3: holds the control character 0x00; it is no text", problem());
        write("a.cfg", new byte[4096]);
        assertTrue(problem().contains("0x00"), this::toString);
    }

    @Test
    void shouldRefuseXml() throws IOException {
        write("a.cfg", "<?xml version=\"1.0\"?>\n<properties/>\n".getBytes(StandardCharsets.UTF_8));
        assertTrue(problem().endsWith(":1: is XML; it is made of lines name = value"), this::toString);
    }

    @Test
    void shouldNotReadWhatIsHuge() throws IOException {
        Path file = write("a.cfg", new byte[0]);
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(20L << 30);
        }
        assertEquals(file + ": is larger than 64 KB", problem());
    }

    @Test
    void shouldAcceptTheLargestFileThatIsNotTooLarge() throws IOException {
        byte[] bytes = "#".repeat(ConfigurationFolder.MAX_BYTES).getBytes(StandardCharsets.UTF_8);
        write("a.cfg", bytes);
        assertTrue(only().problem().isEmpty());
    }

    @Test
    void shouldNotWaitForWhatIsNoFile() throws Exception {
        Path directoryInIt = Files.createDirectory(directory.resolve("x.cfg"));
        assertEquals(directoryInIt + ": is a directory, not a file", problem());
        Files.delete(directoryInIt);
        assertEquals(0, new ProcessBuilder("mkfifo", directoryInIt.toString()).start().waitFor());
        assertEquals(directoryInIt + ": is no regular file", problem());
        Files.delete(directoryInIt);
        Files.createSymbolicLink(directoryInIt, directory.resolve("missing"));
        assertEquals(directoryInIt + ": is a link to a file that is not there", problem());
        Files.delete(directoryInIt);
        Files.createSymbolicLink(directoryInIt, Path.of("x.cfg"));
        assertTrue(problem().startsWith(directoryInIt + ": "), this::toString);
    }

    @Test
    void shouldHaveNothingWhereTheFolderIsGone() throws IOException {
        ConfigurationFolder gone = new ConfigurationFolder(directory.resolve("gone"));
        assertEquals(Map.of(), gone.read());
        assertEquals(Map.of(), gone.stamps());
        assertTrue(ConfigurationFolder.fileAt(directory.resolve("gone.cfg")).isEmpty());
    }

    @Test
    void shouldLeaveOtherFilesAlone() throws IOException {
        write("logback.xml", new byte[] {0, 1});
        write("a.cfg.new", new byte[] {0, 1});
        write(".cfg~", new byte[] {0, 1});
        assertEquals(Map.of(), new ConfigurationFolder(directory).read());
    }

    @Test
    void shouldKeepCommentsAndOrderWhenSettingsChange() throws IOException {
        write("a.cfg", "# What it is for.\naction = block\n\n# Second.\norder = 7\ngone = 1\n".getBytes(
            StandardCharsets.UTF_8));
        String text = new String(only().with(Map.of("action", "monitor", "order", "7", "peer", "10.0.0.0/8")),
            StandardCharsets.UTF_8);
        assertTrue(text.startsWith("# What it is for.\naction = monitor\n\n# Second.\norder = 7\n"), text);
        assertTrue(text.contains("peer = 10.0.0.0/8"), text);
        assertFalse(text.contains("gone"), text);
    }

    @Test
    void shouldGiveFileInstallOnlyWhatFits() throws Exception {
        UnfitFiles unfit = new UnfitFiles();
        Path good = write("good.cfg", "order = 7\n".getBytes(StandardCharsets.UTF_8));
        Path bad = write("bad.cfg", "order = \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFalse(unfit.canHandle(good.toFile()));
        assertTrue(unfit.canHandle(bad.toFile()));
        assertFalse(unfit.canHandle(directory.resolve("some.jar").toFile()));
        assertFalse(unfit.canHandle(directory.resolve("gone.cfg").toFile()));
    }
}
