package gateway.core.internal.namespaces;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A TCP connection of the network's client to its server. */
public final class Connection implements AutoCloseable {
    private final SocketChannel client;
    private final SocketChannel server;

    private Connection(SocketChannel client, SocketChannel server) {
        this.client = client;
        this.server = server;
    }

    /** Connects, from the client's first address to a port of the system's choice. */
    public static Connection open(ForwardingNetwork network, boolean v6) throws Exception {
        try (ServerSocketChannel listener = Sockets.listen(network.server(), network.serverAddress(v6))) {
            SocketChannel client = Sockets.connect(network.client(), network.clientAddress(v6, 0), listener);
            SocketChannel server = listener.accept();
            server.configureBlocking(false);
            return new Connection(client, server);
        }
    }

    /** Sends bytes to the server; returns what arrived there. */
    public ByteBuffer toServer(byte[] bytes) throws Exception {
        return transfer(client, server, bytes);
    }

    /** Sends bytes to the client; returns what arrived there. */
    public ByteBuffer toClient(byte[] bytes) throws Exception {
        return transfer(server, client, bytes);
    }

    private static ByteBuffer transfer(SocketChannel from, SocketChannel to, byte[] bytes) throws Exception {
        Thread writer = new Thread(() -> {
            try {
                Sockets.write(from, ByteBuffer.wrap(bytes));
            } catch (IOException seenByTheReader) {
                // The reader misses the bytes and says so.
            }
        });
        writer.start();
        ByteBuffer received = Sockets.read(to, ByteBuffer.allocate(bytes.length));
        writer.join();
        return received;
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
    }
}
