package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final InetSocketAddress server;
    private final byte[] key;
    private final byte[] video;
    private final BitSet missing = new BitSet();
    private final List<InetSocketAddress> told = new ArrayList<>();
    /** Peers that answered, and how many bytes came from each. */
    private final Map<InetSocketAddress, Long> peers = new LinkedHashMap<>();
    private int asked;

    private PpstreamViewer(PpstreamSocket socket, InetSocketAddress server, String name, int bytes) {
        this.socket = socket;
        this.server = server;
        this.key = PpstreamMessages.key(name);
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
            viewer.peers.forEach((peer, bytes) -> System.out.println("from " + peer.getAddress().getHostAddress() + " "
                + bytes));
            if (!whole) {
                System.out.println("failed: parts are missing");
                System.exit(1);
            }
            Files.write(Path.of(arguments[5]), viewer.video);
        }
    }

    private boolean watch() throws IOException {
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
        if (peers.isEmpty()) {
            socket.sendPlain(PpstreamMessages.register(key), server);
            return;
        }
        List<InetSocketAddress> all = List.copyOf(peers.keySet());
        int part = missing.nextSetBit(0);
        for (int i = 0; i < WINDOW && part >= 0; i++) {
            asked++;
            socket.send(PpstreamMessages.request(key, socket.own(), asked, (long) part * PpstreamMessages.PIECE),
                all.get(asked % all.size()));
            part = missing.nextSetBit(part + 1);
        }
    }

    private void take(byte[] message, InetSocketAddress from) throws IOException {
        if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.PEERS)) {
            greet(PpstreamMessages.peersOf(message));
        } else if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.HELLO)) {
            socket.send(PpstreamMessages.map(PpstreamMessages.ASK, key, socket.own()), from);
        } else if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.MAP)) {
            peers.putIfAbsent(from, 0L);
        } else if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.DATA)) {
            keep(PpstreamMessages.sent(message), PpstreamMessages.video(message), from);
        }
    }

    private void greet(List<InetSocketAddress> list) throws IOException {
        if (told.isEmpty()) {
            told.addAll(list);
            socket.sendPlain(PpstreamMessages.notice(key, socket.own(), told), server);
        }
        for (InetSocketAddress peer : list) {
            System.out.println("told of " + peer.getAddress().getHostAddress());
            socket.send(PpstreamMessages.probe(PpstreamMessages.ASK, key, socket.own()), peer);
            socket.send(PpstreamMessages.hello(PpstreamMessages.ASK, key, socket.own()), peer);
        }
    }

    private void keep(long offset, byte[] part, InetSocketAddress from) {
        int number = (int) (offset / PpstreamMessages.PIECE);
        if (part.length > 0 && offset + part.length <= video.length && missing.get(number)) {
            System.arraycopy(part, 0, video, (int) offset, part.length);
            missing.clear(number);
            peers.merge(from, (long) part.length, Long::sum);
        }
    }
}
