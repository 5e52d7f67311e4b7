package gateway.auditor.file;

import gateway.api.operation.StoredFile;
import gateway.auditor.archive.Archive;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that are stored, each under its hash: {@code ab/abcd...}. The archive knows them, with their size and when
 * they were last seen. Written on the auditor's record thread, read on any.
 */
public final class StoredFiles {
    private static final int EVICTED_AT_ONCE = 64;

    private final Path directory;
    private final Archive archive;
    private long total;

    /** The files below a directory. */
    public StoredFiles(Path directory, Archive archive) {
        this.directory = directory;
        this.archive = archive;
    }

    /** A file that can be read; empty where there is none. Any thread. */
    public Optional<StoredFile> open(String sha256) {
        Path path = path(sha256);
        try {
            long size = Files.size(path);
            return Optional.of(new StoredFile(sha256, size, Files.newInputStream(path)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** One of them, to compare another one with; empty where it is gone. Closed by the caller. */
    Optional<FileChannel> channel(String sha256) {
        try {
            return Optional.of(FileChannel.open(path(sha256), StandardOpenOption.READ));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Finds out what is there. An archive that was begun anew is told of it. */
    void takeStock() throws IOException {
        Files.createDirectories(directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        archive.open();
        if (archive.fresh()) {
            adopt();
        }
        total = archive.work(connection -> {
            try (Statement statement = connection.createStatement();
                 ResultSet sum = statement.executeQuery("SELECT coalesce(sum(size), 0) FROM file WHERE stored = 1")) {
                return sum.getLong(1);
            }
        }).orElse(0L);
    }

    /** How many bytes they take. */
    long total() {
        return total;
    }

    /** A file that was put together becomes one of them, or is found to be one of them. */
    void add(Draft assembled, String sha256, long size, long seenMillis) throws IOException {
        Path path = path(sha256);
        if (Files.exists(path)) {
            assembled.discard();
        } else {
            Files.createDirectories(path.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            assembled.moveTo(path);
            total += size;
        }
        archive.addFile(sha256, size, seenMillis);
    }

    /**
     * Deletes those that were not seen for the longest time.
     *
     * @param bytes how much room is wanted
     * @return whether there was so much to delete
     */
    boolean evict(long bytes) throws IOException {
        long end = total - bytes;
        while (total > end) {
            List<Old> gone = new ArrayList<>();
            for (Old old : oldest()) {
                if (total > end) {
                    Files.deleteIfExists(path(old.hash()));
                    total -= old.size();
                    gone.add(old);
                }
            }
            if (gone.isEmpty() || !forget(gone)) {
                return false;
            }
        }
        return true;
    }

    private record Old(String hash, long size) {
    }

    private List<Old> oldest() {
        return archive.work(connection -> {
            List<Old> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                     "SELECT hash, size FROM file WHERE stored = 1 ORDER BY seen LIMIT " + EVICTED_AT_ONCE);
                 ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Old(row.getString(1), row.getLong(2)));
                }
            }
            return found;
        }).orElse(List.of());
    }

    private boolean forget(List<Old> gone) {
        return archive.work(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE file SET stored = 0 WHERE hash = ?")) {
                for (Old old : gone) {
                    update.setString(1, old.hash());
                    update.executeUpdate();
                }
            }
            return true;
        }).orElse(false);
    }

    private void adopt() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9a-f]{64}")) {
                    archive.addFile(name, attributes.size(), attributes.lastModifiedTime().toMillis());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private Path path(String sha256) {
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
