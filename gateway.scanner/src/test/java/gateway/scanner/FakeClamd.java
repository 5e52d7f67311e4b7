package gateway.scanner;

import gateway.scanner.clamd.ClamdAddress;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A clamd that does what a test tells it, at a socket of its own. */
public final class FakeClamd implements AutoCloseable {
    /** What it does with one connection, once it has read the command. */
    public interface Behaviour {
        /** The connection is closed when this returns. */
        void serve(FakeClamd clamd, String command, SocketChannel connection) throws Exception;
    }

    /** Takes everything and answers. */
    public static Behaviour answering(String answer) {
        return (clamd, command, connection) -> {
            if (command.equals("INSTREAM")) {
                clamd.received.add(stream(connection));
            }
            say(connection, answer);
        };
    }

    /** Takes everything and never answers. */
    public static Behaviour silent() {
        return (clamd, command, connection) -> {
            stream(connection);
            clamd.ended.await();
        };
    }

    /** Takes nothing. */
    public static Behaviour deaf() {
        return (clamd, command, connection) -> clamd.ended.await();
    }

    /** What was scanned, in the order of its ends. */
    public final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server;
    private final ClamdAddress address;
    private volatile Behaviour behaviour;

    /** Listens in that folder. */
    public FakeClamd(Path folder, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Path socket = folder.resolve("s" + System.nanoTime());
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        address = new ClamdAddress.Unix(socket);
        run(this::accept);
    }

    /** Listens at a port of this machine. */
    public FakeClamd(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = new ClamdAddress.Tcp("127.0.0.1", ((InetSocketAddress) server.getLocalAddress()).getPort());
        run(this::accept);
    }

    /** Does otherwise from the next connection on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Where it listens. */
    public ClamdAddress address() {
        return address;
    }

    private void run(Runnable loop) {
        Thread thread = new Thread(loop, "fake clamd");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                run(() -> serve(connection));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            behaviour.serve(this, command(connection), connection);
        } catch (Exception e) { // whatever a behaviour throws ends its connection
            return;
        }
    }

    private static String command(SocketChannel connection) throws IOException {
        StringBuilder command = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (connection.read(one.clear()) == 1) {
            if (one.get(0) == 0) {
                return command.substring(1);
            }
            command.append((char) one.get(0));
        }
        throw new IOException("no command");
    }

    /** Reads a stream to its end. */
    public static byte[] stream(SocketChannel connection) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(connection));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            all.write(in.readNBytes(length));
        }
        return all.toByteArray();
    }

    /** Sends text as it is. */
    public static void say(SocketChannel connection, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Samples.ascii(text));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    @Override
    public void close() throws Exception {
        ended.countDown();
        server.close();
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(10_000);
        }
    }
}
