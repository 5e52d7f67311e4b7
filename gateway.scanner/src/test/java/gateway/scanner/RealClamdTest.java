package gateway.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Infected;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole scanner with a clamd of its own that is real. */
@Timeout(120)
class RealClamdTest {
    private static final String ANYWHERE = "P2PADM.Test.Anywhere.UNOFFICIAL";

    @TempDir
    private Path work;
    private ClamScanner scanner;

    @BeforeEach
    void needClamd() {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/clamd")), "clamav-daemon is not installed");
    }

    @AfterEach
    void end() {
        if (scanner != null) {
            scanner.close();
        }
    }

    /** Starts a scanner with small bounds, test signatures, and these settings. */
    private void start(Map<String, Object> settings) {
        scanner = new ClamScanner(Samples.context(Map.of(ClamScanner.WORK, work.toString())), config(settings));
        scanner.wanted(true);
    }

    private ScannerConfig config(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("signatures", work.resolve("none").toString(),
            "largestMegabytes", 5, "unpackedMegabytes", 10, "deadlineSeconds", 60));
        all.putAll(settings);
        return Samples.config(all);
    }

    private CompletableFuture<ScanVerdict> ask(byte[] bytes) {
        CompletableFuture<ScanVerdict> verdict = new CompletableFuture<>();
        scanner.scan(Samples.content(bytes), ScanMethod.WHOLE, verdict::complete);
        return verdict;
    }

    private ScanVerdict scan(byte[] bytes) throws Exception {
        return ask(bytes).get(100, TimeUnit.SECONDS);
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void assertFound(ScanVerdict verdict) {
        assertEquals(new Infected(ScanMethod.WHOLE, ANYWHERE), verdict);
    }

    private static void assertNotScanned(Reason reason, ScanVerdict verdict) {
        assertEquals(reason, assertInstanceOf(NotScanned.class, verdict).reason(), verdict.toString());
    }

    @Test
    void shouldFindWhatItsSignaturesSay() throws Exception {
        start(Map.of());
        assertEquals(new Clean(ScanMethod.WHOLE), scan(Samples.random(1_000_000, 1)));
        assertEquals(new Clean(ScanMethod.WHOLE), scan(new byte[0]));
        assertEquals(new Infected(ScanMethod.WHOLE, "P2PADM.Test.Eicar.UNOFFICIAL"), scan(Samples.EICAR));
        for (int at : new int[] {0, 1, 131_000, 1_000_000 - Samples.PATTERN.length}) {
            assertFound(scan(Samples.infected(1_000_000, at, at)));
        }
        assertFound(scan(gzip(Samples.infected(100_000, 50_000, 2))));
        assertFound(scan(zip(Map.of("a", Samples.random(1000, 3), "b", Samples.infected(100_000, 77, 4)))));
        assertEquals(8, scanner.status().totals().clean() + scanner.status().totals().infected() - 1);
        assertEquals(Samples.PATTERN.length - 1, scanner.terms().overlapBytes());
        assertEquals(2, scanner.status().signatures().count());
        assertTrue(scanner.status().signatures().source().startsWith("test signatures only"));
        assertTrue(scanner.status().engine().startsWith("ClamAV "), scanner.status().engine());
    }

    @Test
    void shouldNotCallCleanWhatWasNotLookedAt() throws Exception {
        start(Map.of());
        assertNotScanned(Reason.TOO_LARGE, scan(new byte[5_000_001]));
        assertNotScanned(Reason.TOO_LARGE, scan(gzip(new byte[5_000_001])));
        assertNotScanned(Reason.TOO_LARGE, scan(zip(Map.of("a", Samples.random(2_000_000, 5),
            "b", Samples.random(2_000_000, 6), "c", new byte[4_000_000], "d", new byte[4_000_001]))));
        assertNotScanned(Reason.TOO_LARGE, scan(nested(30)));
        assertNotScanned(Reason.ENCRYPTED, scan(encryptedZip(false)));
        assertFound(scan(encryptedZip(true)));
    }

    @Test
    void shouldGoOnAfterItsClamdWasKilled() throws Exception {
        start(Map.of("atOnce", 2));
        scan(new byte[1]);
        List<CompletableFuture<ScanVerdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            verdicts.add(ask(Samples.infected(4_000_000, 3_000_000, i)));
        }
        waitFor(() -> scanner.status().running() == 2);
        clamd().destroyForcibly();
        for (CompletableFuture<ScanVerdict> verdict : verdicts) {
            assertFound(verdict.get(100, TimeUnit.SECONDS));
        }
        assertTrue(scanner.status().totals().restarts() >= 1, scanner.status().toString());
        assertTrue(scanner.status().totals().retries() >= 1, scanner.status().toString());
    }

    @Test
    void shouldReplaceAClamdThatHangs() throws Exception {
        start(Map.of("hungSeconds", 1));
        scan(new byte[1]);
        ProcessHandle hung = clamd();
        signal("STOP", hung);
        assertFound(scan(Samples.infected(2_000_000, 1_000_000, 7)));
        assertFalse(hung.isAlive());
        assertNotEquals(hung.pid(), clamd().pid());
    }

    @Test
    void shouldGiveUpOnAnotherClamdThatHangsAndNoticeWhenItIsBack() throws Exception {
        start(Map.of());
        scan(new byte[1]);
        ProcessHandle clamd = clamd();
        Path socket = places().get(0).resolve("run/clamd.sock");
        ClamScanner other = new ClamScanner(Samples.context(Map.of(ClamScanner.WORK, work.toString())),
            config(Map.of("clamd", socket.toString(), "hungSeconds", 1)));
        ClamScanner owner = scanner;
        scanner = other;
        try {
            assertFound(scan(Samples.infected(1_000_000, 5, 8)));
            assertEquals(-1, other.status().signatures().count());
            assertEquals(16_384, other.terms().overlapBytes());
            owner.wanted(false); // its watch would replace it
            waitFor(() -> owner.status().phase() == Phase.IDLE);
            assertNotScanned(Reason.SCANNER_DOWN, scan(Samples.random(1000, 9)));
            waitFor(() -> other.status().phase() == Phase.DOWN);
            assertNotScanned(Reason.SCANNER_DOWN, scan(Samples.random(1000, 9)));
            owner.wanted(true);
            waitFor(() -> other.status().phase() == Phase.SERVING);
            assertFound(scan(Samples.infected(1_000_000, 5, 8)));
            assertFalse(clamd.isAlive());
        } finally {
            other.close();
            scanner = owner;
        }
    }

    @Test
    void shouldSettleEverythingWhenItEnds() throws Exception {
        start(Map.of("atOnce", 1));
        scan(new byte[1]);
        signal("STOP", clamd());
        List<CompletableFuture<ScanVerdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            verdicts.add(ask(Samples.random(3_000_000, i)));
        }
        ProcessHandle clamd = clamd();
        scanner.close();
        for (CompletableFuture<ScanVerdict> verdict : verdicts) {
            assertNotScanned(Reason.SCANNER_DOWN, verdict.getNow(null));
        }
        assertFalse(clamd.isAlive());
        assertEquals(List.of(), places());
        assertNotScanned(Reason.SCANNER_DOWN, scan(new byte[9]));
    }

    @Test
    void shouldStartAClamdOnlyWhileScansAreWanted() throws Exception {
        start(Map.of());
        scan(new byte[1]);
        scanner.wanted(false);
        waitFor(() -> scanner.status().phase() == Phase.IDLE);
        assertEquals(0, clamds().count());
        assertFound(scan(Samples.infected(1000, 9, 10)));
    }

    @Test
    void shouldTakeOtherSettingsWithoutLosingAScan() throws Exception {
        start(Map.of());
        scan(new byte[1]);
        scanner.configure(config(Map.of("atOnce", 3)));
        assertFound(scan(Samples.infected(1000, 9, 11)));
        scanner.configure(config(Map.of("atOnce", 65)));
        assertFound(scan(Samples.infected(1000, 9, 12)));
        assertEquals(1, clamds().count());
    }

    private List<Path> places() throws IOException {
        try (Stream<Path> all = Stream.concat(Files.list(work.resolve("scanner")),
            Files.list(Path.of(System.getProperty("java.io.tmpdir"))))) {
            String ours = "p2padm-clamd-" + ProcessHandle.current().pid() + "-";
            return all.filter(each -> each.getFileName().toString().startsWith(ours)).toList();
        }
    }

    private static Stream<ProcessHandle> clamds() {
        return ProcessHandle.current().children()
            .filter(child -> child.info().command().orElse("").endsWith("/clamd"));
    }

    private static ProcessHandle clamd() {
        return clamds().findFirst().orElseThrow();
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] nested(int depth) throws IOException {
        byte[] inner = Samples.PATTERN;
        for (int i = 0; i < depth; i++) {
            inner = zip(Map.of("inner.zip", inner));
        }
        return inner;
    }

    /** A zip in which file a cannot be read, as its flag says, and a file b that can be. */
    private static byte[] encryptedZip(boolean infected) throws IOException {
        byte[] readable = infected ? Samples.infected(1000, 3, 5) : Samples.random(1000, 5);
        byte[] zip = zip(new TreeMap<>(Map.of("a", Samples.random(2000, 6), "b", readable)));
        boolean local = true;
        boolean central = true;
        for (int i = 0; i + 10 < zip.length; i++) {
            if (local && startsWith(zip, i, 0x50, 0x4b, 3, 4)) {
                zip[i + 6] |= 1;
                local = false;
            } else if (central && startsWith(zip, i, 0x50, 0x4b, 1, 2)) {
                zip[i + 8] |= 1;
                central = false;
            }
        }
        return zip;
    }

    private static boolean startsWith(byte[] bytes, int at, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
