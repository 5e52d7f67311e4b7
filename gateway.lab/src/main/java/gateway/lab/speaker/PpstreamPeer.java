package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A peer that has a video: {@code ADDRESS PORT FILE}. Test equipment, no program of old. It answers probes, hellos,
 * maps and requests for parts, and has the content whose key is the file's name. Runs until it is ended.
 */
public final class PpstreamPeer {
    private static final int WAIT_MILLIS = 1000;

    private final PpstreamSocket socket;
    private final byte[] video;
    private final byte[] key;

    private PpstreamPeer(PpstreamSocket socket, Path file) throws IOException {
        this.socket = socket;
        this.video = Files.readAllBytes(file);
        this.key = PpstreamMessages.key(file.getFileName().toString());
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of PPStream made for tests");
        try (PpstreamSocket socket = new PpstreamSocket(arguments[0], Integer.parseInt(arguments[1]))) {
            PpstreamPeer peer = new PpstreamPeer(socket, Path.of(arguments[2]));
            System.out.println(PpstreamServer.LISTENING);
            while (true) {
                PpstreamSocket.Received received = socket.receive(WAIT_MILLIS);
                if (received != null && received.message()[2] == PpstreamMessages.ASK) {
                    peer.answer(received.message(), received.from());
                }
            }
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
