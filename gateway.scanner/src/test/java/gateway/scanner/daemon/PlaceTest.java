package gateway.scanner.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    @TempDir
    private Path work;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldKeepTheSocketToItself() throws IOException {
        Place place = Place.make(work, Optional.empty());
        assertTrue(place.socket().startsWith(work.resolve("scanner")));
        assertEquals("rwx------", mode(place.socket().getParent()));
        Files.writeString(place.socket(), "left by one that was killed");
        Files.createDirectories(place.temporary().resolve("unpacked/deeper"));
        place.sweep();
        assertFalse(Files.exists(place.socket()));
        assertFalse(Files.exists(place.temporary().resolve("unpacked")));
        Path file = place.write("signatures/a.ndb", "x");
        place.close();
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(place.socket().getParent().getParent()));
    }

    @Test
    void shouldGoElsewhereWhereTheNameIsTooLong() throws IOException {
        Path deep = Files.createDirectories(work.resolve("x".repeat(120)));
        try (Place place = Place.make(deep, Optional.empty())) {
            assertTrue(place.socket().toString().length() <= 107, place.socket().toString());
            assertFalse(place.socket().startsWith(deep));
        }
        try (var left = Files.list(deep.resolve("scanner"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void shouldLetClamdsUserInAndNobodyElse() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give files away");
        Optional<Identity> other = Identity.toBecome();
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx------"));
        try (Place place = Place.make(work, other)) {
            assertFalse(place.socket().startsWith(work));
            assertEquals("rwx------", mode(place.temporary()));
            assertEquals(other.get().uid(), Files.getAttribute(place.temporary(), "unix:uid"));
        }
    }

    @Test
    void shouldClearAwayWhatKilledGatewaysLeft() throws IOException {
        Path parent = Files.createDirectories(work.resolve("scanner"));
        Path left = Files.createDirectories(parent.resolve("p2padm-clamd-999999999-123/run"));
        Files.createSymbolicLink(left.resolve("link"), Files.createDirectory(work.resolve("precious")));
        Files.writeString(work.resolve("precious/file"), "x");
        Path ours = Files.createDirectories(
            parent.resolve("p2padm-clamd-" + ProcessHandle.current().pid() + "-5/run"));
        Path strange = Files.createDirectories(parent.resolve("p2padm-clamd-x-5/run"));
        Place.make(work, Optional.empty()).close();
        assertFalse(Files.exists(left.getParent()));
        assertTrue(Files.exists(ours) && Files.exists(strange) && Files.exists(work.resolve("precious/file")));
    }
}
