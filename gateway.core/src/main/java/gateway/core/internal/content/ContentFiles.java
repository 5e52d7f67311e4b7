package gateway.core.internal.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files behind content for which there is no memory, bounded in bytes. They have no name: a gateway that is killed
 * leaves none. The keeper's thread, but for the counts.
 */
final class ContentFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ContentFiles.class);

    private final Path directory;
    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private boolean failing;

    /**
     * @param directory where they are; made where it is not there
     * @param most bytes of all of them
     */
    ContentFiles(Path directory, long most) {
        this.directory = directory;
        this.most = most;
    }

    /** An empty file that nobody else can open. */
    FileChannel open() throws IOException {
        Files.createDirectories(directory);
        Path path = Files.createTempFile(directory, "content", "", PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------")));
        try {
            return FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        } finally {
            Files.delete(path);
        }
    }

    /** Writes all of {@code page} at a place. */
    void write(FileChannel file, ByteBuffer page, long position) throws IOException {
        long before = file.size();
        if (bytes.get() + Math.max(0, position + page.remaining() - before) > most) {
            throw new IOException("its files have " + bytes.get() + " bytes of " + most);
        }
        try {
            for (long at = position; page.hasRemaining();) {
                at += file.write(page, at);
            }
        } finally {
            // A full disk may have taken a part, which the end of the file gives back.
            bytes.addAndGet(file.size() - before);
        }
        failing = false;
    }

    /** The file is not needed any more. */
    void close(FileChannel file) {
        try {
            bytes.addAndGet(-file.size());
            file.close();
        } catch (IOException itIsGoneAnyway) {
            LOG.debug("a file of content could not be closed", itIsGoneAnyway);
        }
    }

    /** Says it once. */
    void failed(IOException problem) {
        if (!failing) {
            failing = true;
            LOG.error("content in {} is not kept, so it is not scanned: {}", directory, problem.toString());
        }
    }

    /** Bytes on the disk; any thread. */
    long bytes() {
        return bytes.get();
    }
}
