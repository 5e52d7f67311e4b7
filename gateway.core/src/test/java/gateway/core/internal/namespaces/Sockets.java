package gateway.core.internal.namespaces;

import gateway.core.internal.netlink.Netns;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectableChannel;

/** Java's sockets inside of namespaces, with an end to every wait. */
public final class Sockets {
    private static final int PATIENCE_MILLIS = 10_000;

    private Sockets() {
    }

    /** A datagram socket at this address, on a port of the system's choice. */
    public static DatagramChannel datagrams(Netns netns, InetAddress address) throws Exception {
        return netns.call(() -> {
            DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(address, 0));
            channel.configureBlocking(false);
            return channel;
        });
    }

    /** A listening socket at this address, on a port of the system's choice. */
    public static ServerSocketChannel listen(Netns netns, InetAddress address) throws Exception {
        return netns.call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(address, 0)));
    }

    /** A connection; blocks at most for a few seconds. */
    public static SocketChannel connect(Netns netns, InetAddress from, ServerSocketChannel to) throws Exception {
        SocketChannel channel = netns.call(SocketChannel::open);
        channel.bind(new InetSocketAddress(from, 0));
        channel.configureBlocking(false);
        channel.connect(to.getLocalAddress());
        await(channel, SelectionKey.OP_CONNECT);
        channel.finishConnect();
        return channel;
    }

    /** The next datagram as a number, -1 where none is there now. */
    public static int number(DatagramChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2048);
        return channel.receive(bytes) == null ? -1 : bytes.getInt(0);
    }

    /** The next datagram as a number; waits for it. */
    public static int awaitNumber(DatagramChannel channel) throws IOException {
        await(channel, SelectionKey.OP_READ);
        return number(channel);
    }

    /** Sends a number as a datagram of four bytes. */
    public static void send(DatagramChannel channel, int number, DatagramChannel to) throws IOException {
        channel.send(ByteBuffer.allocate(4).putInt(0, number), to.getLocalAddress());
    }

    /** Writes everything to a channel that does not block. */
    public static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(channel, SelectionKey.OP_WRITE);
            }
        }
    }

    /** Fills the buffer from a channel that does not block. */
    public static ByteBuffer read(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            await(channel, SelectionKey.OP_READ);
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    private static void await(AbstractSelectableChannel channel, int operation) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            if (selector.select(PATIENCE_MILLIS) == 0) {
                throw new SocketTimeoutException("nothing within " + PATIENCE_MILLIS + " ms");
            }
        }
    }
}
