package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that does not take no for an answer: connects, says a BitTorrent handshake, and as soon as it is cut off
 * connects again, several at a time: {@code FROM TO PORT CLIENTS}. Says once a second how often it has tried.
 */
public final class Reconnecting {
    /** What it prints in front of the count. */
    public static final String TRIED = "tried ";
    private static final int CONNECT_MILLIS = 1000;
    private static final int ANSWER_MILLIS = 1000;
    private static final int REPORT_MILLIS = 1000;

    private final InetAddress from;
    private final InetSocketAddress to;
    private final AtomicLong tries = new AtomicLong();

    private Reconnecting(InetAddress from, InetSocketAddress to) {
        this.from = from;
        this.to = to;
    }

    /** Runs it until it is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Reconnecting client = new Reconnecting(InetAddress.getByName(arguments[0]),
            new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])));
        // One alone at first, so that the pair is known before the others come.
        client.connect();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            Thread thread = new Thread(client::insist, "client");
            thread.setDaemon(true);
            thread.start();
        }
        while (true) {
            System.out.println(TRIED + client.tries.get());
            Thread.sleep(REPORT_MILLIS);
        }
    }

    private void insist() {
        while (true) {
            connect();
        }
    }

    private void connect() {
        tries.incrementAndGet();
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.setSoLinger(true, 0);
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(to, CONNECT_MILLIS);
            socket.getOutputStream().write(Samples.handshake());
            socket.getInputStream().read();
        } catch (IOException refused) {
            // That is what is to happen; the next one follows at once.
        }
    }
}
