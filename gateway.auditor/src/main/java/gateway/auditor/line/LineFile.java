package gateway.auditor.line;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file of lines that is written in large pieces and begun anew when it is full: {@code F} becomes {@code F.1},
 * {@code F.1} becomes {@code F.2}, and the oldest goes. Every file holds whole lines only, also after a crash or a
 * failed write. Used by one thread at a time.
 */
final class LineFile implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** Records tell who talked to whom: readable by the gateway's own group, not by everybody. */
    private static final FileAttribute<?> FILE_MODE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
    private static final FileAttribute<?> DIRECTORY_MODE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

    private final Placement placement;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private FileChannel channel;
    /** How much of the file is whole lines. */
    private long size;
    private int waiting;

    LineFile(Placement placement) {
        this.placement = placement;
    }

    /**
     * Appends a line; it may wait in memory until {@link #flush}.
     *
     * @throws IOException when neither this line nor those that wait can be written; those still wait then
     */
    void append(byte[] line) throws IOException {
        if (line.length > buffer.remaining()) {
            flush();
        }
        if (line.length > buffer.capacity()) {
            write(ByteBuffer.wrap(line));
        } else {
            buffer.put(line);
            waiting++;
        }
    }

    /**
     * Writes what waits.
     *
     * @return whether there was anything
     * @throws IOException when that is not possible; it still waits then, and the file ends with a whole line
     */
    boolean flush() throws IOException {
        if (waiting == 0) {
            return false;
        }
        write(buffer.duplicate().flip());
        forget();
        return true;
    }

    /** Gives up the lines that wait; says how many. */
    int forget() {
        int forgotten = waiting;
        buffer.clear();
        waiting = 0;
        return forgotten;
    }

    /** Closes the file without writing what waits; the next write opens it again. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void write(ByteBuffer lines) throws IOException {
        open();
        if (size > 0 && size + lines.remaining() > placement.maxBytes()) {
            beginAnew();
        }
        long end = size + lines.remaining();
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            size = end;
        } catch (IOException e) {
            cutBack();
            throw e;
        }
    }

    private void open() throws IOException {
        if (channel != null) {
            return;
        }
        Path directory = placement.file().toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, DIRECTORY_MODE);
        }
        channel = FileChannel.open(placement.file(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), FILE_MODE);
        size = wholeLines(channel);
        if (size < channel.size()) {
            channel.truncate(size);
        }
        channel.position(size);
    }

    /** How many bytes of a file are whole lines: a crash may have left half of one at its end. */
    private static long wholeLines(FileChannel file) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(BUFFER_BYTES);
        for (long end = file.size(); end > 0;) {
            long start = Math.max(0, end - piece.capacity());
            piece.clear().limit((int) (end - start));
            int read = file.read(piece, start);
            for (int i = read - 1; i >= 0; i--) {
                if (piece.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    private void beginAnew() throws IOException {
        close();
        Path file = placement.file();
        for (int number = placement.maxFiles() - 1; number > 0; number--) {
            Path younger = number == 1 ? file : older(number - 1);
            try {
                Files.move(younger, older(number), StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException notThatManyYet) {
                continue;
            }
        }
        Files.deleteIfExists(file);
        open();
    }

    private Path older(int number) {
        return placement.file().resolveSibling(placement.file().getFileName() + "." + number);
    }

    /** Takes half a line back and lets go of the file: the next write begins with opening it. */
    private void cutBack() {
        try (FileChannel failed = channel) {
            failed.truncate(size);
        } catch (IOException nextOpeningCutsIt) {
            // The same trouble as the one that is being reported.
        } finally {
            channel = null;
        }
    }
}
