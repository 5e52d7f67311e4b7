package gateway.core.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupProgramTest {
    private static final String TITLE = "P2PADM backup 1\nversion 1\ndate 2026-01-01T00:00:00Z\n";

    @TempDir
    private Path here;
    private Path conf;
    private Path load;
    private Path archive;
    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void setUp() throws IOException {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        conf = Files.createDirectories(here.resolve("conf"));
        load = Files.createDirectories(here.resolve("load"));
        archive = here.resolve("saved.zip");
        Files.writeString(conf.resolve("gateway.policy-a.cfg"), "action = block\n");
        Files.writeString(conf.resolve("users"), "secret\n");
        Files.setPosixFilePermissions(conf.resolve("users"), PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(conf.resolve("trusted/deep"));
        Files.writeString(conf.resolve("trusted/deep/a name.pem"), "certificate\n");
        Files.write(load.resolve("one.jar"), new byte[100_000]);
    }

    @AfterEach
    void tearDown() {
        System.setErr(standardError);
        System.setOut(standardOutput);
    }

    private int run(String task, String... more) {
        List<String> arguments = new ArrayList<>(List.of(task, conf.toString(), load.toString(), archive.toString()));
        arguments.addAll(List.of(more));
        return BackupProgram.run(arguments);
    }

    private int restore(String... more) {
        List<String> arguments = new ArrayList<>(List.of(here.resolve("kept").toString()));
        arguments.addAll(List.of(more));
        return run("restore", arguments.toArray(String[]::new));
    }

    /** Every file with its mode and its bytes; hidden ones too. */
    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        for (Path folder : List.of(conf, load)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path file : tree.filter(Files::isRegularFile).toList()) {
                    state.put(here.relativize(file).toString(),
                        Contents.mode(Files.getPosixFilePermissions(file)) + " " + sha256(Files.readAllBytes(file)));
                }
            }
        }
        return state;
    }

    private static String sha256(byte[] bytes) {
        MessageDigest digest = Contents.sha256();
        return HexFormat.of().formatHex(digest.digest(bytes));
    }

    private void assertRefused(String reason) throws IOException {
        Map<String, String> before = state();
        assertEquals(2, restore());
        String said = errors.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("gateway: " + archive + " ") && said.contains(reason), said);
        assertEquals(before, state());
    }

    private static String line(String path, byte[] bytes) {
        return "file 644 " + bytes.length + " " + sha256(bytes) + " " + path + "\n";
    }

    private void zip(String manifest, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
    }

    @Test
    void shouldBringBackWhatWasSaved() throws IOException {
        Map<String, String> saved = state();
        assertEquals(0, run("backup"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)));
        Files.writeString(conf.resolve("gateway.policy-a.cfg"), "action = allow\n");
        Files.writeString(conf.resolve("gateway.policy-b.cfg"), "action = block\n");
        Files.setPosixFilePermissions(conf.resolve("users"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.delete(conf.resolve("trusted/deep/a name.pem"));
        Files.delete(load.resolve("one.jar"));
        Map<String, String> changed = state();

        assertEquals(0, restore("--check"));
        assertEquals(changed, state());
        assertTrue(Files.notExists(here.resolve("kept")));

        assertEquals(0, restore());
        assertEquals(saved, state());
        try (Stream<Path> kept = Files.list(here.resolve("kept"))) {
            archive = kept.findFirst().orElseThrow();
        }
        assertEquals(0, restore());
        assertEquals(changed, state(), "the state before the restore was kept as a backup");
        assertEquals("", errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNotTouchWhatIsTheSame() throws IOException {
        assertEquals(0, run("backup"));
        Object before = Files.readAttributes(load.resolve("one.jar"), "unix:ino,lastModifiedTime,ctime");
        Files.writeString(conf.resolve("gateway.policy-a.cfg"), "action = allow\n");
        assertEquals(0, restore());
        assertEquals(before, Files.readAttributes(load.resolve("one.jar"), "unix:ino,lastModifiedTime,ctime"));
    }

    @Test
    void shouldMakeWhatIsNotThere() throws IOException {
        Map<String, String> saved = state();
        assertEquals(0, run("backup"));
        Files.move(conf, here.resolve("lost"));
        assertEquals(0, restore());
        assertEquals(saved, state());
    }

    @Test
    void shouldLeaveOutWhatIsNobodysSettings() throws IOException {
        Files.writeString(conf.resolve(".gateway.policy-a.cfg.swp"), "half");
        assertEquals(0, run("backup"));
        assertEquals(0, restore("--check"));
        Files.delete(conf.resolve(".gateway.policy-a.cfg.swp"));
        Map<String, String> saved = state();
        assertEquals(0, restore());
        assertEquals(saved, state());
    }

    @Test
    void shouldPutEverythingBackWhereARestoreFailsHalfWay() throws IOException {
        assertEquals(0, run("backup"));
        Files.delete(conf.resolve("users"));
        Files.writeString(conf.resolve("gateway.policy-a.cfg"), "action = allow\n");
        // A directory that is not empty stands where a file belongs; the files before it are in place by then.
        Files.createDirectories(conf.resolve("users/in the way"));
        Files.writeString(conf.resolve("users/in the way/file"), "");
        Map<String, String> before = state();
        assertEquals(2, restore());
        assertEquals(1, errors.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(before, state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/../../etc/passwd", "/etc/passwd", "conf//etc/passwd", "conf/./a", "../conf/a", "conf",
        "conf/", "load/.hidden", "etc/passwd", "conf/a\\..\\b", "conf/a/b/c/d/e/f/g/h/i"})
    void shouldRefuseNamesThatLeadElsewhere(String path) throws IOException {
        byte[] bytes = {1};
        zip(TITLE + line(path, bytes), Map.of(path, bytes));
        assertRefused("names a file outside of conf/ and load/");
    }

    @Test
    void shouldRefuseWhatTheManifestDoesNotName() throws IOException {
        zip(TITLE, Map.of("conf/../../x", new byte[1]));
        assertRefused("holds what its manifest does not name: conf/../../x");
    }

    @Test
    void shouldRefuseWhatIsMissingChangedOrLonger() throws IOException {
        byte[] bytes = "action = block\n".getBytes(StandardCharsets.UTF_8);
        zip(TITLE + line("conf/a.cfg", bytes), Map.of());
        assertRefused("lacks conf/a.cfg");
        errors.reset();
        byte[] others = "action = allow\n".getBytes(StandardCharsets.UTF_8);
        zip(TITLE + line("conf/a.cfg", bytes), Map.of("conf/a.cfg", others));
        assertRefused("conf/a.cfg is not what the manifest says");
        errors.reset();
        // A bomb: 50 MB of zeros behind a manifest that says one byte.
        zip(TITLE + line("conf/a.cfg", new byte[1]), Map.of("conf/a.cfg", new byte[50 << 20]));
        assertRefused("conf/a.cfg is not what the manifest says");
    }

    @Test
    void shouldRefuseBounds() throws IOException {
        zip(TITLE + "file 644 9999999999 " + "0".repeat(64) + " conf/a.cfg\n", Map.of());
        assertRefused("more than a backup may hold");
        errors.reset();
        zip(TITLE + line("conf/a", new byte[0]).repeat(2), Map.of());
        assertRefused("names a file twice");
    }

    @Test
    void shouldRefuseWhatIsNoBackup() throws IOException {
        Files.writeString(archive, "no archive");
        assertRefused("is damaged or no archive at all");
        errors.reset();
        Files.write(archive, new byte[0]);
        assertRefused("is damaged or no archive at all");
        errors.reset();
        zip("P2PADM backup 2\n", Map.of());
        assertRefused("is no backup of P2PADM, or of a later format");
    }

    @Test
    void shouldRefuseWhateverIsCutOrFlipped() throws IOException {
        assertEquals(0, run("backup"));
        byte[] good = Files.readAllBytes(archive);
        Map<String, String> before = state();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bad = i % 2 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (i % 2 == 1) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(archive, bad);
            // A flipped bit may be one of a date that nobody reads; then all is as it was anyway.
            restore();
            assertEquals(before, state());
        }
    }
}
