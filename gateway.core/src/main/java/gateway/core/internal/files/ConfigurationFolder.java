package gateway.core.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code conf/}: its {@code .cfg} files, and how they and those of keywords look from outside.
 *
 * @param directory where they are
 */
public record ConfigurationFolder(Path directory) {
    /** No honest configuration comes near it; a film that got the wrong name is not read into memory. */
    static final int MAX_BYTES = 64 << 10;
    /** Files beyond this are not looked at. */
    static final int MAX_FILES = 10_000;
    private static final String PATTERN = "*" + ConfigurationFile.SUFFIX;
    /** Files whose change changes rules. */
    private static final String WATCHED = "*{" + ConfigurationFile.SUFFIX + "," + KeywordFile.SUFFIX + "}";

    /** What can be told of a file without reading it; a changed file differs in it. */
    record Stamp(long modifiedNanos, long size, Object identity) {
    }

    /** All files, by name. One that goes meanwhile is not there; a folder that is gone has none. */
    public Map<String, ConfigurationFile> read() throws IOException {
        Map<String, ConfigurationFile> files = new TreeMap<>();
        for (Path path : paths(PATTERN)) {
            fileAt(path).ifPresent(file -> files.put(path.getFileName().toString(), file));
        }
        return files;
    }

    /** One file; empty if there is none. A file that cannot be read says so as its problem. */
    public static Optional<ConfigurationFile> fileAt(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return Optional.of(ConfigurationFile.bad(path, 0, "is a directory, not a file"));
            }
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                return Optional.of(ConfigurationFile.bad(path, 0, "is a link to a file that is not there"));
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                // Opening a named pipe would wait for ever.
                return Optional.of(ConfigurationFile.bad(path, 0, "is no regular file"));
            }
            return Optional.of(readRegular(path));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        } catch (AccessDeniedException denied) {
            return Optional.of(ConfigurationFile.bad(path, 0, "cannot be read: permission denied"));
        } catch (FileSystemException failed) {
            return Optional.of(ConfigurationFile.bad(path, 0, "cannot be read: " + failed.getReason()));
        } catch (IOException failed) {
            return Optional.of(ConfigurationFile.bad(path, 0, "cannot be read: " + failed.getMessage()));
        }
    }

    private static ConfigurationFile readRegular(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                ? ConfigurationFile.bad(path, 0, "is larger than " + (MAX_BYTES >> 10) + " KB")
                : ConfigurationFile.of(path, bytes);
        }
    }

    /** How all files look now, by name. */
    Map<String, Stamp> stamps() throws IOException {
        Map<String, Stamp> stamps = new TreeMap<>();
        for (Path path : paths(WATCHED)) {
            try {
                BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
                stamps.put(path.getFileName().toString(),
                    new Stamp(seen.lastModifiedTime().to(TimeUnit.NANOSECONDS), seen.size(), seen.fileKey()));
            } catch (IOException goneOrDangling) {
                if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    stamps.put(path.getFileName().toString(), new Stamp(0, 0, "unreadable"));
                }
            }
        }
        return stamps;
    }

    private Iterable<Path> paths(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            for (Path entry : entries) {
                if (found.size() < MAX_FILES) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException goneAsAWhole) {
            return found;
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return found;
    }
}
