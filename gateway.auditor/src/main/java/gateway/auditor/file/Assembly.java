package gateway.auditor.file;

import gateway.api.content.FilePart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A file that is being put together, from one part or from several. Where parts overlap, what came first stays. The
 * hash grows with the bytes as long as they come in order. One thread.
 */
final class Assembly implements Closeable {
    /** Parts of one file that are remembered by name and peers. */
    static final int MOST_PARTS = 64;
    private static final int PIECE = 64 * 1024;

    private final Path path;
    private final Content content;
    private final long size;
    private final Ranges there = new Ranges();
    private final MessageDigest hash = sha256();
    private final List<FilePart> parts = new ArrayList<>();
    private FileChannel channel;
    private long hashed;
    private int open;
    private long touchedMillis;
    private String failure = "";
    private boolean settled;

    /**
     * A file without a byte.
     *
     * @param path where it is put together, a name of ours
     * @param content what further parts have to be of; null where one part is all of it
     * @param size in bytes; negative where nobody knows
     */
    Assembly(Path path, Content content, long size) {
        this.path = path;
        this.content = content;
        this.size = size;
    }

    /** One more part brings bytes of it. */
    void join(FilePart part, long nowMillis) {
        open++;
        touchedMillis = nowMillis;
        if (parts.size() < MOST_PARTS) {
            parts.add(part);
        }
    }

    /** A part brings no more. */
    void leave(long nowMillis) {
        open--;
        touchedMillis = nowMillis;
    }

    /** How many bytes of these it would keep. */
    long wants(long offset, int length) {
        if (offset == there.end()) {
            return length;
        }
        return there.missing(offset, offset + length).stream().mapToLong(each -> each.to() - each.from()).sum();
    }

    /** Keeps bytes; what goes wrong is its {@link #failure} from then on. */
    void write(long offset, ByteBuffer bytes, long nowMillis) throws IOException {
        int length = bytes.remaining();
        touchedMillis = nowMillis;
        if (offset < 0 || offset > Long.MAX_VALUE - length || size >= 0 && offset + length > size) {
            fail("it had bytes beyond its size");
            return;
        }
        for (Ranges.Range range : there.missing(offset, offset + length)) {
            ByteBuffer piece = bytes.slice(bytes.position() + (int) (range.from() - offset),
                (int) (range.to() - range.from()));
            if (range.from() == hashed) {
                hash.update(piece.duplicate());
                hashed = range.to();
            }
            writeFully(piece, range.from());
        }
        if (!there.add(offset, offset + length)) {
            fail("its parts came in too many pieces");
        }
    }

    /** It will not become whole. */
    void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    /** Why it will not become whole; empty while it may. */
    String failure() {
        return failure;
    }

    /** The hash of the whole file in hexadecimal. */
    String finish() throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long end = there.end(); hashed < end; hashed += piece.remaining()) {
            int read = channel.read(piece.clear(), hashed);
            if (read <= 0) {
                throw new IOException("its bytes are gone");
            }
            hash.update(piece.flip());
            piece.rewind();
        }
        close();
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Whether all bytes are there; of a file of which nobody knows the size, all from its beginning. */
    boolean complete() {
        return failure.isEmpty() && there.bytes() > 0 && there.covers(size < 0 ? there.end() : size);
    }

    boolean inUse() {
        return open > 0;
    }

    /** What further parts have to be of; null where one part is all of it. */
    Content content() {
        return content;
    }

    /**
     * It is stored or given up, and takes no more bytes.
     *
     * @return whether it was not yet
     */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    boolean settled() {
        return settled;
    }

    long touchedMillis() {
        return touchedMillis;
    }

    long bytes() {
        return there.bytes();
    }

    List<FilePart> parts() {
        return parts;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void writeFully(ByteBuffer piece, long at) throws IOException {
        if (channel == null) {
            channel = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rw-r-----")));
        }
        for (long position = at; piece.hasRemaining();) {
            position += channel.write(piece, position);
        }
    }

    /** Gives it up: nothing of it stays. */
    void discard() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
