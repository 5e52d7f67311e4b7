package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tells viewers of peers: {@code ADDRESS PORT MOST PEER...}, each {@code ADDRESS:PORT}. Test equipment, no program of
 * old. It answers a register, and sends a list of all peers behind it, or of {@code MOST} of them by chance. How real
 * servers send lists is not known: this one takes the form in which peers tell each other. Runs until it is ended.
 */
public final class PpstreamServer {
    /** What it says once it listens. */
    static final String LISTENING = "listening";
    private static final int WAIT_MILLIS = 1000;

    private PpstreamServer() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of PPStream made for tests");
        int most = Integer.parseInt(arguments[2]);
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            peers.add(end(arguments[i]));
        }
        try (PpstreamSocket socket = new PpstreamSocket(arguments[0], Integer.parseInt(arguments[1]))) {
            System.out.println(LISTENING);
            while (true) {
                PpstreamSocket.Received received = socket.receive(WAIT_MILLIS);
                if (received != null && PpstreamMessages.is(received.message(), PpstreamMessages.ASK,
                        PpstreamMessages.REGISTER)) {
                    byte[] key = PpstreamMessages.keyOf(received.message());
                    socket.sendPlain(PpstreamMessages.registered(key), received.from());
                    socket.send(PpstreamMessages.peers(key, some(peers, most)), received.from());
                }
            }
        }
    }

    private static List<InetSocketAddress> some(List<InetSocketAddress> peers, int most) {
        if (peers.size() <= most) {
            return peers;
        }
        List<InetSocketAddress> mixed = new ArrayList<>(peers);
        Collections.shuffle(mixed);
        return mixed.subList(0, most);
    }

    /** {@code ADDRESS:PORT}. */
    static InetSocketAddress end(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
