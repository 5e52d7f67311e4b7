package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Peers that have a video, one at each address: {@code PORT FILE ADDRESS...}. Test equipment, no program of old. They
 * answer probes, hellos, maps and requests for parts, and have the content whose key is the file's name. Runs until it
 * is ended.
 */
public final class PpstreamPeer {
    private static final int WAIT_MILLIS = 1000;

    private final PpstreamSocket socket;
    private final byte[] video;
    private final byte[] key;

    private PpstreamPeer(PpstreamSocket socket, byte[] video, byte[] key) {
        this.socket = socket;
        this.video = video;
        this.key = key;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of PPStream made for tests");
        Path file = Path.of(arguments[1]);
        byte[] video = Files.readAllBytes(file);
        byte[] key = PpstreamMessages.key(file.getFileName().toString());
        for (int i = 2; i < arguments.length; i++) {
            PpstreamSocket socket = new PpstreamSocket(arguments[i], Integer.parseInt(arguments[0]));
            new Thread(new PpstreamPeer(socket, video, key)::serve, "peer " + arguments[i]).start();
        }
        System.out.println(PpstreamServer.LISTENING);
    }

    private void serve() {
        try (socket) {
            while (true) {
                PpstreamSocket.Received received = socket.receive(WAIT_MILLIS);
                if (received != null && received.message()[2] == PpstreamMessages.ASK) {
                    answer(received.message(), received.from());
                }
            }
        } catch (IOException e) {
            // A swarm that lost one of its peers is not the one that was wanted.
            System.out.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private void answer(byte[] message, InetSocketAddress to) throws IOException {
        if (!Arrays.equals(key, PpstreamMessages.keyOf(message))) {
            return;
        }
        int command = message[3] & 0xff;
        switch (command) {
            case PpstreamMessages.PROBE ->
                socket.send(PpstreamMessages.probe(PpstreamMessages.ANSWER, key, socket.own()), to);
            case PpstreamMessages.HELLO ->
                socket.send(PpstreamMessages.hello(PpstreamMessages.ANSWER, key, socket.own()), to);
            case PpstreamMessages.MAP ->
                socket.send(PpstreamMessages.map(PpstreamMessages.ANSWER, key, socket.own()), to);
            case PpstreamMessages.REQUEST -> socket.send(part(message), to);
            default -> { }
        }
    }

    private byte[] part(byte[] request) {
        long from = PpstreamMessages.asked(request);
        return from >= video.length ? PpstreamMessages.noData(request) : PpstreamMessages.data(request, socket.own(),
            Arrays.copyOfRange(video, (int) from, (int) Math.min(video.length, from + PpstreamMessages.PIECE)));
    }
}
