package gateway.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.content.ContentScanner;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import xyz.capybara.clamav.ClamavClient;

/** A scanner in a process of its own, as root and as nobody: whom clamd runs as, and what becomes of it. */
@Timeout(90)
class OwnProcessTest {
    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", NOBODY})
    void shouldScanAndLeaveNoClamdBehindWhenItIsKilled(String user) throws Exception {
        Process scanner = start(user);
        try (BufferedReader said = scanner.inputReader()) {
            assertEquals("Infected[method=WHOLE, signature=P2PADM.Test.Anywhere.UNOFFICIAL]", said.readLine());
            ProcessHandle clamd = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertNotEquals(0, Files.getAttribute(Path.of("/proc/" + clamd.pid()), "unix:uid"));
            String status = Files.readString(Path.of("/proc/" + clamd.pid() + "/status"));
            assertTrue(status.matches("(?s).*\\nCapPrm:\\s0+\\n.*\\nNoNewPrivs:\\s1\\n.*"), status);
            scanner.destroyForcibly();
            clamd.onExit().get(60, TimeUnit.SECONDS);
        } finally {
            scanner.destroyForcibly();
        }
    }

    @Test
    void shouldEndItsClamdAndLeaveNothingWhenItEnds() throws Exception {
        Process scanner = start(NOBODY);
        try (BufferedReader said = scanner.inputReader()) {
            said.readLine();
            ProcessHandle clamd = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            scanner.getOutputStream().close();
            assertTrue(scanner.waitFor(60, TimeUnit.SECONDS));
            clamd.onExit().get(60, TimeUnit.SECONDS);
            try (Stream<Path> left = Files.list(folder.resolve("work/scanner"))) {
                assertEquals(List.of(), left.toList());
            }
        } finally {
            scanner.destroyForcibly();
        }
    }

    private Process start(String user) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/clamd")), "clamav-daemon is not installed");
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can become others");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.setAttribute(work, "unix:uid", Integer.parseInt(user));
        List<String> command = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups",
            Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
            classPath(), LonelyScanner.class.getName(), work.toString());
        return new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    }

    /** Copies of what the scanner needs, where everybody can read them. */
    private String classPath() throws Exception {
        List<String> path = new ArrayList<>();
        for (Class<?> each : List.of(ClamScanner.class, Samples.class, ContentScanner.class, ClamavClient.class,
                mu.KLogging.class, kotlin.Unit.class, Logger.class, BundleContext.class)) {
            URI place = each.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path copy = folder.resolve("classes/" + path.size());
            copy(Path.of(place), copy);
            path.add(copy.toString());
        }
        return String.join(":", path);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent(), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                Files.copy(each, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(
                    Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
