package gateway.lab.traffic;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Has a clamd scan files without a gateway, some at a time, as a gateway would ask it: whole, or in windows of which
 * each repeats the end of the one before. {@code SOCKET FOLDER AT-ONCE WINDOW OVERLAP}, with a window of 0 for whole
 * files. Prints how many seconds it took; fails where clamd says anything but that a file is clean.
 */
public final class ClamdStreams {
    private static final int PIECE = 64 * 1024;
    private static final byte[] REQUEST = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final String CLEAN = "stream: OK\0";

    private ClamdStreams() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(arguments[0]);
        long window = Long.parseLong(arguments[3]);
        long overlap = Long.parseLong(arguments[4]);
        Queue<Path> files = new ConcurrentLinkedQueue<>();
        try (Stream<Path> all = Files.list(Path.of(arguments[1]))) {
            files.addAll(all.sorted().toList());
        }
        AtomicReference<Exception> failure = new AtomicReference<>();
        long began = System.nanoTime();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> scanAll(socket, files, window, overlap, failure)))
            .limit(Integer.parseInt(arguments[2])).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IOException(failure.get());
        }
        System.out.println((System.nanoTime() - began) / 1e9);
    }

    private static void scanAll(UnixDomainSocketAddress socket, Queue<Path> files, long window, long overlap,
                                AtomicReference<Exception> failure) {
        for (Path file = files.poll(); file != null && failure.get() == null; file = files.poll()) {
            try (FileChannel bytes = FileChannel.open(file)) {
                long size = bytes.size();
                long step = window == 0 ? Math.max(1, size) : window;
                for (long at = 0; at < size || at == 0; at += step) {
                    scan(socket, bytes, Math.max(0, at - overlap), Math.min(size, at + step));
                }
            } catch (IOException e) {
                failure.set(e);
            }
        }
    }

    private static void scan(UnixDomainSocketAddress socket, FileChannel bytes, long from, long to)
        throws IOException {
        try (SocketChannel clamd = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            clamd.connect(socket);
            write(clamd, ByteBuffer.wrap(REQUEST));
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
            for (long at = from; at < to;) {
                piece.clear().position(Integer.BYTES).limit((int) Math.min(PIECE, Integer.BYTES + to - at));
                int read = bytes.read(piece, at);
                piece.putInt(0, read).flip();
                at += read;
                write(clamd, piece);
            }
            write(clamd, ByteBuffer.allocate(Integer.BYTES));
            String answer = answer(clamd);
            if (!answer.equals(CLEAN)) {
                throw new IOException("clamd says " + answer);
            }
        }
    }

    private static void write(SocketChannel clamd, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            clamd.write(bytes);
        }
    }

    private static String answer(SocketChannel clamd) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(1024);
        while (answer.hasRemaining() && clamd.read(answer) >= 0) {
            if (answer.position() > 0 && answer.get(answer.position() - 1) == 0) {
                break;
            }
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
}
