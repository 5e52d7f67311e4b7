package gateway.scanner.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Infected;
import gateway.scanner.Samples;
import gateway.scanner.clamd.Clamd;
import gateway.scanner.clamd.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A clamd of our own that is real, and signatures that come and go. */
@Timeout(60)
class OwnSupplyTest {
    private static final Patience SHORT = new Patience(5000, 60_000, 100, 50);

    @TempDir
    private Path work;
    private Path system;
    private OwnSupply supply;
    private ClamdWatch watch;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/clamd")), "clamav-daemon is not installed");
        // Blanks and quotation marks in its name are clamd's to understand; its user has to get there.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        system = Files.createDirectories(work.resolve("the system's"));
        supply = new OwnSupply(Files.createDirectories(work.resolve("my work")), system,
            new Limits(2, 10_000_000, 20_000_000, 20_000), 1000);
        watch = new ClamdWatch(supply, SHORT, System::nanoTime);
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private ScanVerdict scan(byte[] bytes) throws Exception {
        Deadline deadline = Deadline.in(50_000, System::nanoTime);
        assertTrue(watch.await(deadline, cutter -> { }) >= 0);
        return watch.scan(Samples.content(bytes), ScanMethod.WHOLE, deadline,
            ByteBuffer.allocate(Clamd.BUFFER_BYTES), cutter -> { });
    }

    /** Asks again and again, also while clamd is started with others. */
    private void awaitFinding(String name, String text) throws Exception {
        Infected wanted = new Infected(ScanMethod.WHOLE, name + ".UNOFFICIAL");
        ScanVerdict verdict = null;
        while (!wanted.equals(verdict)) {
            TimeUnit.MILLISECONDS.sleep(20);
            try {
                // clamd remembers what was clean: never the same twice.
                verdict = scan(Samples.ascii("it says " + text + " at " + System.nanoTime()));
            } catch (IOException restarted) {
                verdict = null;
            }
        }
    }

    private void write(String file, String name, String text) throws IOException {
        Files.writeString(system.resolve(file), name + ":0:*:" + HexFormat.of().formatHex(Samples.ascii(text)) + "\n");
    }

    @Test
    void shouldLoadWhatTheSystemHasAndWhatComes() throws Exception {
        write("a.ndb", "One", "the first one");
        awaitFinding("One", "the first one");
        assertEquals(new Clean(ScanMethod.WHOLE), scan(Samples.PATTERN));
        assertEquals(system.toString(), supply.signatures().source());
        assertEquals(12, supply.overlapBytes());
        write("b.ndb", "Two", "the second, longer one");
        awaitFinding("Two", "the second, longer one");
        assertEquals(2, supply.signatures().count());
        assertEquals(21, supply.overlapBytes());
    }

    @Test
    void shouldChangeToTheSystemsSignaturesOnceThereAreAny() throws Exception {
        assertEquals("P2PADM.Test.Anywhere.UNOFFICIAL", ((Infected) scan(Samples.PATTERN)).signature());
        assertTrue(supply.signatures().source().startsWith("test signatures only"));
        assertEquals(-1, supply.signatures().dateMillis());
        write("a.ndb", "One", "the first one");
        awaitFinding("One", "the first one");
        assertEquals(system.toString(), supply.signatures().source());
        assertTrue(supply.signatures().dateMillis() > 0);
        Files.delete(system.resolve("a.ndb"));
        while (!supply.signatures().source().startsWith("test signatures only")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        awaitFinding("P2PADM.Test.Anywhere", new String(Samples.PATTERN, ISO_8859_1));
    }
}
