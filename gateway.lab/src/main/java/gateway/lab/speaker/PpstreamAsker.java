package gateway.lab.speaker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Viewers that ask for as much as they are told to, one at each address: {@code PORT KEY}, then lines on standard
 * input. Test equipment, no program of old. {@code told VIEWER SERVER} has a viewer ask a server for a list;
 * {@code ask VIEWER PEER PARTS} has it greet a peer and ask it for so many parts. Says how many lists or parts came.
 */
public final class PpstreamAsker {
    private static final int WAIT_MILLIS = 1000;
    private static final int ATTEMPTS = 10;
    /** Questions that wait for their answers at once. */
    private static final int WINDOW = 16;

    private final int port;
    private final byte[] key;
    private final Map<String, PpstreamSocket> viewers = new HashMap<>();

    private PpstreamAsker(int port, byte[] key) {
        this.port = port;
        this.key = key;
    }

    /** Runs it until its input ends. */
    public static void main(String[] arguments) throws IOException {
        PpstreamAsker asker = new PpstreamAsker(Integer.parseInt(arguments[0]), PpstreamMessages.key(arguments[1]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            PpstreamSocket viewer = asker.viewer(words[1]);
            InetSocketAddress to = PpstreamServer.end(words[2]);
            System.out.println(words[0].equals("told") ? asker.told(viewer, to)
                : asker.ask(viewer, to, Integer.parseInt(words[3])));
        }
    }

    private PpstreamSocket viewer(String address) throws IOException {
        PpstreamSocket viewer = viewers.get(address);
        if (viewer == null) {
            viewer = new PpstreamSocket(address, port);
            viewers.put(address, viewer);
        }
        return viewer;
    }

    private int told(PpstreamSocket viewer, InetSocketAddress server) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            viewer.sendPlain(PpstreamMessages.register(key), server);
            if (comes(viewer, PpstreamMessages.PEERS)) {
                return 1;
            }
        }
        return 0;
    }

    private int ask(PpstreamSocket viewer, InetSocketAddress peer, int parts) throws IOException {
        viewer.send(PpstreamMessages.hello(PpstreamMessages.ASK, key, viewer.own()), peer);
        comes(viewer, PpstreamMessages.HELLO);
        int asked = 0;
        for (int came = 0; came < parts; came++) {
            for (; asked < parts && asked < came + WINDOW; asked++) {
                viewer.send(PpstreamMessages.request(key, viewer.own(), asked, 0), peer);
            }
            if (!comes(viewer, PpstreamMessages.DATA)) {
                return came;
            }
        }
        return parts;
    }

    /** Waits for a message of one kind and passes others over; false where nothing comes. */
    private static boolean comes(PpstreamSocket viewer, int kind) throws IOException {
        PpstreamSocket.Received received = viewer.receive(WAIT_MILLIS);
        while (received != null && !PpstreamMessages.is(received.message(), PpstreamMessages.ANSWER, kind)) {
            received = viewer.receive(WAIT_MILLIS);
        }
        return received != null;
    }
}
