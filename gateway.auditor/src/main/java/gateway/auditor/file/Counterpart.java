package gateway.auditor.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A stored file that one on its way seems to be, by its name and origin. To compare the two costs a fraction of hashing
 * and keeping the second, and says as much: equal bytes have equal hashes. One thread.
 */
final class Counterpart implements Closeable {
    private final String sha256;
    private final FileChannel channel;
    private final ByteBuffer window;

    /**
     * @param channel of the stored file, at any place
     * @param window memory that others use between two calls
     */
    Counterpart(String sha256, FileChannel channel, ByteBuffer window) {
        this.sha256 = sha256;
        this.channel = channel;
        this.window = window;
    }

    String sha256() {
        return sha256;
    }

    /** Whether it has these bytes at that place. */
    boolean has(ByteBuffer bytes, long at) throws IOException {
        for (int done = 0; done < bytes.remaining();) {
            ByteBuffer stored = read(at + done, bytes.remaining() - done);
            int part = stored.remaining();
            if (part == 0 || stored.mismatch(bytes.slice(bytes.position() + done, part)) >= 0) {
                return false;
            }
            done += part;
        }
        return true;
    }

    /** Whether it ends there. */
    boolean endsAt(long end) throws IOException {
        return channel.size() == end;
    }

    /** Some of its next bytes, at most {@code length}; empty behind its end. Good until the next call. */
    ByteBuffer read(long at, long length) throws IOException {
        window.clear().limit((int) Math.min(window.capacity(), length));
        channel.read(window, at);
        return window.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
