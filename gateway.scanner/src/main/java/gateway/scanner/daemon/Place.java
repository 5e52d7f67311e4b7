package gateway.scanner.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one clamd of ours: its configuration, its socket, what it unpacks, the small set of signatures. It lies
 * in the gateway's work directory, or, where that cannot be (the name is too long for a socket, or clamd's user cannot
 * get there), in the system's directory for temporary files. Nobody but clamd's user and root can reach the socket.
 */
final class Place implements AutoCloseable {
    /** The kernel takes 107 bytes as the name of a socket. */
    private static final int LONGEST_SOCKET = 107;
    private static final String PREFIX = "p2padm-clamd-";

    private final Path folder;
    private final Path run;

    private Place(Path folder, Optional<Identity> identity) throws IOException {
        this.folder = folder;
        run = Files.createDirectory(folder.resolve("run"));
        mode(run, "rwx------");
        if (identity.isPresent()) {
            Files.setAttribute(run, "unix:uid", identity.get().uid());
            Files.setAttribute(run, "unix:gid", identity.get().gid());
            mode(folder, "rwxr-xr-x");
        }
    }

    /**
     * Makes one, and clears away those of gateways that were killed.
     *
     * @param work the gateway's work directory
     * @param identity who has to get there, if it is another user
     */
    static Place make(Path work, Optional<Identity> identity) throws IOException {
        Path within = work.toAbsolutePath().normalize().resolve("scanner");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        clear(within);
        clear(temporary);
        Files.createDirectories(within);
        if (identity.isPresent()) {
            mode(within, "rwxr-xr-x");
        }
        boolean usable = identity.isEmpty() || openToAll(within);
        if (usable) {
            Path folder = makeIn(within);
            if (socketIn(folder).toString().getBytes().length <= LONGEST_SOCKET) {
                return new Place(folder, identity);
            }
            delete(folder);
        }
        return new Place(makeIn(temporary), identity);
    }

    private static Path makeIn(Path parent) throws IOException {
        return Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static boolean openToAll(Path folder) throws IOException {
        for (Path each = folder; each != null; each = each.getParent()) {
            if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** Deletes places of ours whose gateway is gone. Their clamd went with it. */
    private static void clear(Path parent) {
        try (Stream<Path> all = Files.list(parent)) {
            for (Path each : all.filter(Place::abandoned).toList()) {
                delete(each);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // there is none, or it is somebody else's
        }
    }

    private static boolean abandoned(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.matches(PREFIX + "[0-9]{1,9}-[0-9]+") || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
            return ProcessHandle.of(pid).isEmpty() && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException gone) {
            return false;
        }
    }

    Path socket() {
        return socketIn(folder);
    }

    private static Path socketIn(Path folder) {
        return folder.resolve("run/clamd.sock");
    }

    /** Where clamd unpacks. */
    Path temporary() {
        return run;
    }

    /** Writes a file that clamd's user can read. */
    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        mode(file.getParent(), "rwxr-xr-x");
        mode(Files.writeString(file, text), "rw-r--r--");
        return file;
    }

    /** Deletes what a clamd left that was killed. */
    void sweep() throws IOException {
        try (Stream<Path> left = Files.list(run)) {
            for (Path each : left.toList()) {
                delete(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** Does not follow links. */
    private static void delete(Path tree) throws IOException {
        try (Stream<Path> walk = Files.walk(tree)) {
            List<Path> inner = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inner) {
                Files.deleteIfExists(each);
            }
        }
    }
}
