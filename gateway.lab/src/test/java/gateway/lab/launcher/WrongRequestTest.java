package gateway.lab.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said in one line, ends with status 2, and leaves nothing behind. */
class WrongRequestTest {
    @TempDir
    private Path here;
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"fly", "-x", "setup now", "test me",
        "new-protocol", "new-protocol Gopher", "new-protocol 9p", "new-protocol new",
        "new-protocol unknown", "new-protocol http", "new-protocol adc icq", "new-protocol adc --over sctp",
        "new-protocol adc --over", "new-protocol adc --here", "new-protocol adc --here missing",
        "new-protocol adc --here /proc", "new-protocol adc -x", "new-protocol http --here .",
        "run now", "run --fast", "run --conf", "run --work", "run --check --conf", "run --conf missing",
        "replay -v", "replay --root", "replay --flows", "replay --policy", "replay --events",
        "backup --check", "backup a b", "backup --conf missing", "restore", "restore missing.zip", "restore --conf",
        "install-service now", "install-service --user a|b", "install-service --dry-run --conf relative",
        "replay --policy missing", "replay --events missing/events.jsonl"})
    void shouldRefuseInOneLine(String request) throws Exception {
        assertRefused(Launched.in(here, scratch, Map.of(), request.split(" ")));
    }

    @Test
    void shouldRefuseNamesThatCannotBeHandedOver() throws Exception {
        assertRefused(Launched.in(here, scratch, Map.of(), "replay", ""));
        assertRefused(Launched.in(here, scratch, Map.of(), "replay", "two\nlines.pcap"));
    }

    @Test
    void shouldRefuseADirectoryThatHoldsNoJdk() throws Exception {
        assertRefused(Launched.in(here, scratch, Map.of("JAVA_HOME", scratch.toString()), "replay", "x.pcap"));
    }

    @Test
    void shouldRefuseAJavaThatIsTooOld() throws Exception {
        Path bin = Files.createDirectories(scratch.resolve("jdk/bin"));
        for (String tool : List.of("java", "javac")) {
            Files.writeString(bin.resolve(tool), "#!/bin/sh\necho 'openjdk version \"11.0.21\" 2023-10-17' >&2\n");
            Files.setPosixFilePermissions(bin.resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Launched old = Launched.in(here, scratch, Map.of("JAVA_HOME", bin.getParent().toString()), "replay", "x.pcap");
        assertRefused(old);
        assertTrue(old.errors().get(0).contains("is version 11; Java 17 or later"), old.toString());
    }

    @Test
    void shouldExplainItselfWhenAsked() throws Exception {
        Launched help = Launched.in(here, scratch, Map.of(), "--help");
        assertEquals(0, help.status());
        assertEquals(List.of(), help.errors());
        assertTrue(help.output().get(0).startsWith("Usage:"), help.toString());
    }

    private void assertRefused(Launched launched) throws IOException {
        assertEquals(2, launched.status(), launched.toString());
        assertEquals(1, launched.errors().size(), launched.toString());
        assertTrue(launched.errors().get(0).startsWith("gateway: "), launched.toString());
        assertEquals(List.of(), launched.output());
        try (var left = Files.list(here)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
