package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * A viewer that fetches a video: {@code ADDRESS PORT SERVER KEY BYTES FILE}. Test equipment, no program of old. It
 * registers, is told of peers, greets them, and asks those that answered for parts, in turn; a part that does not come
 * is asked of the next one. Says how many bytes came from whom. Exit status 0 once all is there, 1 otherwise.
 */
public final class PpstreamViewer {
    private static final int ROUND_MILLIS = 300;
    private static final int MOST_ROUNDS = 20;
    /** Parts that are asked for at once. */
    private static final int WINDOW = 16;

    private final PpstreamSocket socket;
    private final PpstreamNeighbours neighbours;
    private final byte[] key;
    private final byte[] video;
    private final BitSet missing = new BitSet();
    private int asked;
    /** When the last part came, or the first one was asked for. */
    private long last;
    private long longestPause;

    PpstreamViewer(PpstreamSocket socket, InetSocketAddress server, String name, int bytes) {
        this.socket = socket;
        this.key = PpstreamMessages.key(name);
        this.neighbours = new PpstreamNeighbours(socket, server, key);
        this.video = new byte[bytes];
        missing.set(0, (bytes + PpstreamMessages.PIECE - 1) / PpstreamMessages.PIECE);
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of PPStream made for tests");
        try (PpstreamSocket socket = new PpstreamSocket(arguments[0], Integer.parseInt(arguments[1]))) {
            PpstreamViewer viewer = new PpstreamViewer(socket, PpstreamServer.end(arguments[2]), arguments[3],
                Integer.parseInt(arguments[4]));
            boolean whole = viewer.watch();
            viewer.neighbours.print();
            if (!whole) {
                System.out.println("failed: parts are missing");
                System.exit(1);
            }
            Files.write(Path.of(arguments[5]), viewer.video);
        }
    }

    /** Returns when all is there, or nothing has come for a while; whether all is there. */
    boolean watch() throws IOException {
        for (int idle = 0; idle < MOST_ROUNDS && !missing.isEmpty(); ) {
            int before = missing.cardinality();
            ask();
            PpstreamSocket.Received received = socket.receive(ROUND_MILLIS);
            while (received != null && !roundIsOver(before)) {
                take(received.message(), received.from());
                received = roundIsOver(before) ? null : socket.receive(ROUND_MILLIS);
            }
            idle = missing.cardinality() < before ? 0 : idle + 1;
        }
        return missing.isEmpty();
    }

    /** All that was asked for is there. */
    private boolean roundIsOver(int before) {
        return before - missing.cardinality() >= Math.min(WINDOW, before);
    }

    private void ask() throws IOException {
        List<InetSocketAddress> all = neighbours.all();
        if (all.isEmpty()) {
            neighbours.register();
            return;
        }
        if (asked == 0) {
            last = System.nanoTime();
        }
        int part = missing.nextSetBit(0);
        for (int i = 0; i < WINDOW && part >= 0; i++) {
            asked++;
            socket.send(PpstreamMessages.request(key, socket.own(), asked, (long) part * PpstreamMessages.PIECE),
                all.get(asked % all.size()));
            part = missing.nextSetBit(part + 1);
        }
    }

    private void take(byte[] message, InetSocketAddress from) throws IOException {
        if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.DATA)) {
            keep(PpstreamMessages.sent(message), PpstreamMessages.video(message), from);
        } else {
            neighbours.take(message, from);
        }
    }

    private void keep(long offset, byte[] part, InetSocketAddress from) {
        int number = (int) (offset / PpstreamMessages.PIECE);
        if (part.length > 0 && offset + part.length <= video.length && missing.get(number)) {
            System.arraycopy(part, 0, video, (int) offset, part.length);
            missing.clear(number);
            long now = System.nanoTime();
            longestPause = Math.max(longestPause, now - last);
            last = now;
            neighbours.credit(from, part.length);
        }
    }

    /** What has come, zeros in the place of what has not. */
    byte[] video() {
        return video;
    }

    /** How long it had to wait for the next part at most, in nanoseconds. */
    long longestPause() {
        return longestPause;
    }

    /** Whom lists named. */
    Set<InetSocketAddress> named() {
        return neighbours.named();
    }
}
