package gateway.scanner.clamd;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection to clamd on which nothing lasts longer than its deadline: neither connecting, nor sending to one that
 * does not read, nor waiting for one that does not answer. One thread uses it; any thread may {@link #cut} it.
 */
final class ClamdChannel implements Closeable {
    private final Deadline deadline;
    private final Selector selector;
    private final SocketChannel channel;
    private final SelectionKey key;
    private volatile boolean cut;

    ClamdChannel(ClamdAddress address, Deadline deadline) throws IOException {
        this.deadline = deadline;
        selector = Selector.open();
        SocketChannel opened = null;
        try {
            opened = address.open();
            opened.configureBlocking(false);
            key = opened.register(selector, 0);
        } catch (IOException | RuntimeException e) {
            selector.close();
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
        channel = opened;
    }

    /** Ends whatever is going on, and all that would follow. Any thread; does not wait. */
    void cut() {
        cut = true;
        selector.wakeup();
    }

    void connect(ClamdAddress address) throws IOException {
        if (!channel.connect(address.resolve())) {
            do {
                await(SelectionKey.OP_CONNECT);
            } while (!channel.finishConnect());
        }
    }

    /** Sends everything that is left in {@code bytes}. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            check();
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Reads at least one byte. */
    void read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(into);
        }
        if (count < 0) {
            throw new EOFException("clamd closed the connection");
        }
    }

    private void await(int operation) throws IOException {
        long left = check();
        key.interestOps(operation);
        selector.select(left);
        selector.selectedKeys().clear();
        check();
    }

    /** How many milliseconds are left. */
    private long check() throws IOException {
        if (cut || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("cut short");
        }
        long left = deadline.leftMillis();
        if (left == 0) {
            throw new DeadlinePassed();
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }
}
