package gateway.core.internal.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A capture file from its start to its end through one buffer, so that files of any size take the same memory. What
 * was asked for with {@link #have} stays where it is until the next call of it. Pipes work as files do.
 */
final class CaptureInput implements AutoCloseable {
    /** No record is longer: libpcap's own limit, beyond every link's frames and every merged segment. */
    static final int MAX_RECORD = 256 * 1024;
    private static final int BUFFER_BYTES = 4 * MAX_RECORD;
    private static final int MAX_LINE_BREAK = 4;

    /** The file's bytes, in network order; only what {@link #have} granted may be read. */
    final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private final Path file;
    private final FileChannel channel;
    /** Where the buffer's first byte lies in the file. */
    private long bufferOffset;
    private int next;
    private int filled;

    CaptureInput(Path file) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException missing) {
            throw new CaptureException(file + ": there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new CaptureException(file + ": permission denied", denied);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /** Index of the next byte in {@link #bytes}. */
    int next() {
        return next;
    }

    /** Where the next byte lies in the file. */
    long offset() {
        return bufferOffset + next;
    }

    /** Whether nothing is left. */
    boolean atEnd() {
        return !fill(1);
    }

    /** Whether all that is left is a line break or two, as a transfer in text mode puts it behind a file. */
    boolean onlyLineBreaksLeft() {
        int first = bytes.get(next);
        if (first != '\r' && first != '\n' || fill(MAX_LINE_BREAK + 1)) {
            return false;
        }
        for (int i = next; i < filled; i++) {
            if (bytes.get(i) != '\r' && bytes.get(i) != '\n') {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes the next bytes readable from {@link #next} on.
     *
     * @param count at most {@link #MAX_RECORD} and a header
     * @param what they are, for the error where the file ends before
     */
    void have(int count, String what) {
        if (!fill(count)) {
            throw broken("the file ends within " + what);
        }
    }

    /** Goes on by {@code count} bytes that are there. */
    void advance(int count) {
        next += count;
    }

    /** Goes on by any number of bytes, which need not be in the buffer. */
    void skip(long count, String what) {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, MAX_RECORD);
            have(step, what);
            next += step;
            left -= step;
        }
    }

    /** The error of this file at its present offset. */
    CaptureException broken(String what) {
        return new CaptureException(file + ": at offset " + offset() + ": " + what);
    }

    /** The error of this file as a whole. */
    CaptureException useless(String what) {
        return new CaptureException(file + ": " + what);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private boolean fill(int count) {
        if (filled - next >= count) {
            return true;
        }
        bytes.limit(filled).position(next);
        bytes.compact();
        bufferOffset += next;
        filled -= next;
        next = 0;
        try {
            while (filled < count && channel.read(bytes) >= 0) {
                filled = bytes.position();
            }
        } catch (IOException failed) {
            throw unreadable(failed);
        }
        bytes.clear();
        return filled >= count;
    }

    private CaptureException unreadable(IOException failed) {
        return new CaptureException(file + ": cannot be read: " + failed.getMessage(), failed);
    }
}
