package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A viewer that watches a channel while it is sent: {@code ADDRESS PORT SERVER KEY KILOBITS SECONDS}. Test equipment,
 * no program of old. Every second it asks the server for peers; whom no list has named for three seconds it leaves
 * alone. Parts are asked for in the rhythm of the video, of its peers in turn; a part that does not come within 400 ms
 * is asked of the next one. A part is to be shown three seconds after its turn and is missing when it is not there by
 * then. Says how many parts came, how many were missing, and how many bytes came from whom.
 */
public final class PpstreamLiveViewer {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long SHOWN_AFTER = 3 * SECOND;
    private static final long FORGOTTEN_AFTER = 3 * SECOND;
    private static final int KILOBIT = 1000;
    private static final int WAIT_MILLIS = 2;

    private final PpstreamSocket socket;
    private final PpstreamNeighbours neighbours;
    private final byte[] key;
    private final long interval;
    private final long parts;
    /** Parts that have not come yet, the oldest first. */
    private final Map<Long, Asked> outstanding = new LinkedHashMap<>();
    private final long began = System.nanoTime();
    private int sequence;
    private long came;
    private long again;
    private long missing;

    /**
     * A part that was to be asked for.
     *
     * @param turn when it was its turn
     * @param last when it was asked for last
     */
    private record Asked(long turn, long last) {
    }

    private PpstreamLiveViewer(PpstreamSocket socket, InetSocketAddress server, String channel, int kilobits,
                               int seconds) {
        this.socket = socket;
        key = PpstreamMessages.key(channel);
        neighbours = new PpstreamNeighbours(socket, server, key);
        interval = SECOND * PpstreamMessages.PIECE * Byte.SIZE / KILOBIT / kilobits;
        parts = seconds * SECOND / interval;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of PPStream made for tests");
        try (PpstreamSocket socket = new PpstreamSocket(arguments[0], Integer.parseInt(arguments[1]))) {
            PpstreamLiveViewer viewer = new PpstreamLiveViewer(socket, PpstreamServer.end(arguments[2]), arguments[3],
                Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
            viewer.watch();
            viewer.neighbours.print();
            System.out.println("came " + viewer.came + ", asked again " + viewer.again + ", missing "
                + viewer.missing);
        }
    }

    private void watch() throws IOException {
        long nextList = began;
        for (long part = 0; part < parts || !outstanding.isEmpty(); ) {
            long now = System.nanoTime();
            if (now - nextList >= 0) {
                neighbours.forget(FORGOTTEN_AFTER);
                neighbours.register();
                nextList += SECOND;
            }
            for (; part < parts && now - turn(part) >= 0; part++) {
                outstanding.put(part, new Asked(turn(part), ask(part) ? now : now - RETRY));
            }
            askAgain(now);
            PpstreamSocket.Received received = socket.receive(WAIT_MILLIS);
            if (received != null) {
                take(received.message(), received.from());
            }
        }
    }

    private long turn(long part) {
        return began + part * interval;
    }

    /** Asks the next peer; false where there is none yet. */
    private boolean ask(long part) throws IOException {
        List<InetSocketAddress> all = neighbours.all();
        if (all.isEmpty()) {
            return false;
        }
        sequence++;
        socket.send(PpstreamMessages.request(key, socket.own(), sequence, part * PpstreamMessages.PIECE),
            all.get(sequence % all.size()));
        return true;
    }

    private void askAgain(long now) throws IOException {
        int before = outstanding.size();
        outstanding.values().removeIf(asked -> now - asked.turn() > SHOWN_AFTER);
        missing += before - outstanding.size();
        for (Map.Entry<Long, Asked> each : outstanding.entrySet()) {
            if (now - each.getValue().last() >= RETRY && ask(each.getKey())) {
                each.setValue(new Asked(each.getValue().turn(), now));
                again++;
            }
        }
    }

    private void take(byte[] message, InetSocketAddress from) throws IOException {
        if (!PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.DATA)) {
            neighbours.take(message, from);
            return;
        }
        byte[] video = PpstreamMessages.video(message);
        if (video.length > 0 && outstanding.remove(PpstreamMessages.sent(message) / PpstreamMessages.PIECE) != null) {
            came++;
            neighbours.credit(from, video.length);
        }
    }
}
