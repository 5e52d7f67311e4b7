package gateway.auditor.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The bytes of a file that is being put together, and their hash, which grows with them as long as they come in order.
 * They lie in a stored file as long as they are the same as there; else in memory as long as there is room and they are
 * few; else in a file of ours. Most files of a day are short, and many were seen before: those never reach the disk. It
 * does not know which of its bytes were written. One thread.
 */
final class Draft {
    /** What is longer is no longer kept in memory. */
    static final long MOST_IN_MEMORY = 8L << 20;
    private static final int PIECE = DraftMemory.PIECE;

    private final Path path;
    private final DraftMemory memory;
    private final MessageDigest hash = newHash();
    /** By their number; null where nothing was written yet. Not used any more once there is a file. */
    private final List<ByteBuffer> pieces = new ArrayList<>();
    /** What it is the same as, so far; null for nothing. */
    private Counterpart counterpart;
    private FileChannel channel;
    private long hashed;
    private long end;

    /**
     * A draft without a byte.
     *
     * @param path where the file would be, a name of ours
     * @param counterpart a stored file that it seems to become; null for none
     */
    Draft(Path path, DraftMemory memory, Counterpart counterpart) {
        this.path = path;
        this.memory = memory;
        this.counterpart = counterpart;
    }

    /** Writes all of {@code bytes}. */
    void write(ByteBuffer bytes, long at) throws IOException {
        int length = bytes.remaining();
        if (counterpart != null) {
            if (at == end && counterpart.has(bytes, at)) {
                end += length;
                return;
            }
            leaveCounterpart();
        }
        if (at == hashed) {
            hash.update(bytes.duplicate());
            hashed += length;
        }
        if (channel == null && !(at + length <= MOST_IN_MEMORY && reserve(at, length))) {
            moveToFile();
        }
        end = Math.max(end, at + length);
        if (channel == null) {
            writeToMemory(bytes, at);
        } else {
            writeFully(bytes, at);
        }
    }

    /** The hash of all bytes up to the last one that was written, in hexadecimal; nothing is written afterwards. */
    String sha256() throws IOException {
        if (counterpart != null && counterpart.endsAt(end)) {
            return counterpart.sha256();
        }
        leaveCounterpart();
        while (hashed < end) {
            ByteBuffer bytes = read(hashed);
            hashed += bytes.remaining();
            hash.update(bytes);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /** It becomes a file of another name, at once and whole. */
    void moveTo(Path target) throws IOException {
        leaveCounterpart();
        if (channel == null) {
            moveToFile();
        }
        channel.close();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Nothing of it stays. */
    void discard() throws IOException {
        release();
        if (counterpart != null) {
            counterpart.close();
        }
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(path);
        }
    }

    /** It has become something else, or has to have bytes of its own: what was the same is taken over. */
    private void leaveCounterpart() throws IOException {
        if (counterpart == null) {
            return;
        }
        try (Counterpart left = counterpart) {
            counterpart = null;
            long same = end;
            end = 0;
            while (end < same) {
                ByteBuffer bytes = left.read(end, same - end);
                if (!bytes.hasRemaining()) {
                    throw new IOException("a stored file became shorter");
                }
                write(bytes, end);
            }
        }
    }

    /** The next bytes from {@code at} on, at least one of those that were written. */
    private ByteBuffer read(long at) throws IOException {
        if (channel == null) {
            int within = (int) (at % PIECE);
            return pieces.get((int) (at / PIECE)).slice(within, (int) Math.min(PIECE - within, end - at));
        }
        ByteBuffer read = ByteBuffer.allocate(PIECE);
        if (channel.read(read, at) <= 0) {
            throw new IOException("its bytes are gone");
        }
        return read.flip();
    }

    /** Whether there is memory for these bytes. */
    private boolean reserve(long at, int length) {
        for (int number = (int) (at / PIECE); number <= (at + length - 1) / PIECE; number++) {
            while (pieces.size() <= number) {
                pieces.add(null);
            }
            if (pieces.get(number) == null) {
                pieces.set(number, memory.take());
                if (pieces.get(number) == null) {
                    return false;
                }
            }
        }
        return true;
    }

    private void writeToMemory(ByteBuffer bytes, long at) {
        int length = bytes.remaining();
        for (int done = 0; done < length;) {
            ByteBuffer piece = pieces.get((int) ((at + done) / PIECE));
            int within = (int) ((at + done) % PIECE);
            int part = Math.min(length - done, PIECE - within);
            piece.put(within, bytes, bytes.position() + done, part);
            done += part;
        }
    }

    /** What was never written is overwritten later, or the file is given up. */
    private void moveToFile() throws IOException {
        channel = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-r-----")));
        for (int number = 0; number < pieces.size(); number++) {
            long at = (long) number * PIECE;
            if (pieces.get(number) != null && at < end) {
                writeFully(pieces.get(number).slice(0, (int) Math.min(PIECE, end - at)), at);
            }
        }
        release();
    }

    private void writeFully(ByteBuffer bytes, long at) throws IOException {
        ByteBuffer rest = bytes.duplicate();
        for (long position = at; rest.hasRemaining();) {
            position += channel.write(rest, position);
        }
    }

    private void release() {
        for (ByteBuffer piece : pieces) {
            if (piece != null) {
                memory.giveBack(piece);
            }
        }
        pieces.clear();
    }

    private static MessageDigest newHash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
