package gateway.localizer.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file. It is read when it has changed and then looked the same twice, so that one that is being written is mostly
 * left alone until it is there; a file that is renamed into its place is read at the second look.
 */
final class FileSource implements Source {
    private final Path path;
    private final int mostBytes;
    private Stamp seen;
    private Stamp read;

    /** Which state of a file it is. */
    private record Stamp(long bytes, FileTime changed, Object key) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new IOException("it is not a file");
            }
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    FileSource(Path path, int mostBytes) {
        this.path = path;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean due(long nowMillis) {
        return true;
    }

    @Override
    public Optional<byte[]> read(long nowMillis) throws IOException {
        try {
            return readIfSettled();
        } catch (NoSuchFileException gone) {
            read = null;
            throw new IOException("there is no such file", gone);
        } catch (AccessDeniedException denied) {
            read = null;
            throw new IOException("it may not be read", denied);
        }
    }

    private Optional<byte[]> readIfSettled() throws IOException {
        Stamp now = Stamp.of(path);
        boolean settled = seen == null || now.equals(seen);
        seen = now;
        if (!settled || now.equals(read)) {
            return Optional.empty();
        }
        if (now.bytes > mostBytes) {
            read = now;
            throw new IOException("it is larger than " + mostBytes + " bytes");
        }
        byte[] bytes = content();
        seen = Stamp.of(path);
        if (!seen.equals(now)) {
            return Optional.empty();
        }
        read = now;
        return Optional.of(bytes);
    }

    private byte[] content() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(mostBytes);
        }
    }

    @Override
    public void close() {
        // nothing is open between two looks
    }
}
