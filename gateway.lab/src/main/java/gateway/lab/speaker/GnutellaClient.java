package gateway.lab.speaker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A host that does what it is told: {@code ADDRESS PORT STEP...}. Test equipment, no program of old. Exit status 0
 * once all steps are done, 1 where one could not be.
 *
 * <p>Steps: {@code ping}, {@code link}, {@code link-compressed}, {@code follow} (a link with the first host that the
 * last one named), {@code search WORDS}, {@code fetch FILE} (by its hash), {@code fetch-in-parts FILE} (by its number,
 * two ranges on one connection), {@code fetch-pushed FILE}, {@code leave}.
 */
public final class GnutellaClient {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PUSH_PORT = 6350;
    private static final byte[] OWN = GnutellaMessages.servent("a host that wants files");
    private static final byte[] EXTENSION = {(byte) 0xc3, (byte) 0x83, 'S', 'C', 'P', 0x41, 0};

    private String address;
    private int port;
    /** {@code ADDRESS:PORT} of the first host that was named. */
    private String told = "";
    private GnutellaLink link;
    private byte[] hit = {};

    private GnutellaClient(String address, int port) {
        this.address = address;
        this.port = port;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        System.out.println("a speaker of Gnutella made for tests");
        GnutellaClient client = new GnutellaClient(arguments[0], Integer.parseInt(arguments[1]));
        try {
            for (int i = 2; i < arguments.length; i++) {
                client.step(arguments[i]);
                System.out.println("done: " + arguments[i]);
            }
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private void step(String step) throws IOException {
        String[] words = step.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "ping" -> ping();
            case "link" -> link(false);
            case "link-compressed" -> link(true);
            case "follow" -> follow();
            case "search" -> {
                link.send(GnutellaMessages.descriptor(OWN, GnutellaMessages.QUERY, GnutellaMessages.query(rest)));
                hit = GnutellaMessages.payload(link.await(GnutellaMessages.QUERY_HIT));
            }
            case "fetch" -> fetch(Path.of(rest));
            case "fetch-in-parts" -> fetchInParts(Path.of(rest));
            case "fetch-pushed" -> fetchPushed(Path.of(rest));
            case "leave" -> {
                link.send(GnutellaMessages.descriptor(OWN, GnutellaMessages.BYE, GnutellaMessages.bye()));
                link.close();
            }
            default -> throw new IOException("no such step: " + step);
        }
    }

    private void ping() throws IOException {
        byte[] ping = GnutellaMessages.descriptor(OWN, GnutellaMessages.PING, EXTENSION);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(ping, ping.length, InetAddress.getByName(address), port));
            socket.receive(new DatagramPacket(new byte[100], 100));
        }
    }

    private void follow() throws IOException {
        int colon = told.indexOf(':');
        if (colon < 0) {
            throw new IOException("nobody was named");
        }
        address = told.substring(0, colon);
        port = Integer.parseInt(told.substring(colon + 1));
        link(false);
    }

    private void link(boolean compressed) throws IOException {
        link = GnutellaLink.to(address, port);
        link.text("GNUTELLA CONNECT/0.6\r\nUser-Agent: speaker/1\r\nX-Ultrapeer: False\r\n"
            + (compressed ? "Accept-Encoding: deflate\r\n" : "") + "\r\n");
        String answer = link.head();
        if (!answer.startsWith("GNUTELLA/0.6 200")) {
            throw new IOException("not welcome: " + answer.strip());
        }
        told = GnutellaMessages.firstNamed(answer);
        System.out.println("told of " + told);
        link.text("GNUTELLA/0.6 200 OK\r\n" + (compressed ? "Content-Encoding: deflate\r\n" : "") + "\r\n");
        if (compressed) {
            link.compress();
        }
        link.send(GnutellaMessages.descriptor(OWN, GnutellaMessages.PING, new byte[0]));
        link.await(GnutellaMessages.PONG);
        System.out.println("linked");
    }

    private void fetch(Path file) throws IOException {
        String urn = GnutellaMessages.urn(hit);
        try (GnutellaLink transfer = GnutellaLink.to(address, port)) {
            Files.write(file, fetch(transfer, "/uri-res/N2R?" + urn, ""));
        }
        if (!GnutellaFile.urn(Files.readAllBytes(file)).equals(urn)) {
            throw new IOException("another file came");
        }
    }

    private void fetchInParts(Path file) throws IOException {
        String target = "/get/" + GnutellaHost.INDEX + "/" + name();
        int size = size();
        int half = size / 2;
        try (GnutellaLink transfer = GnutellaLink.to(address, port)) {
            byte[] second = fetch(transfer, target, "Range: bytes=" + half + "-" + (size - 1) + "\r\n");
            byte[] first = fetch(transfer, target, "Range: bytes=0-" + (half - 1) + "\r\n");
            Files.write(file, GnutellaMessages.join(first, second));
        }
    }

    private void fetchPushed(Path file) throws IOException {
        byte[] servent = Arrays.copyOfRange(hit, hit.length - GnutellaMessages.SERVENT, hit.length);
        try (ServerSocket listening = new ServerSocket(PUSH_PORT)) {
            listening.setSoTimeout(PATIENCE_MILLIS);
            link.send(GnutellaMessages.descriptor(OWN, GnutellaMessages.PUSH,
                GnutellaMessages.push(servent, link.ownAddress(), PUSH_PORT)));
            try (GnutellaLink transfer = new GnutellaLink(listening.accept())) {
                transfer.head();
                Files.write(file, fetch(transfer, "/get/" + GnutellaHost.INDEX + "/" + name(), ""));
            }
        }
    }

    private byte[] fetch(GnutellaLink transfer, String target, String headers) throws IOException {
        transfer.text("GET " + target + " HTTP/1.1\r\nHost: " + address + ":" + port
            + "\r\nUser-Agent: speaker/1\r\nX-Queue: 1.0\r\n" + headers + "\r\n");
        String head = transfer.head();
        int length = head.indexOf("Content-Length: ");
        if (!head.startsWith("HTTP/1.1 20") || length < 0) {
            throw new IOException("refused: " + head.strip());
        }
        return transfer.read(Integer.parseInt(head.substring(length + 16, head.indexOf('\r', length))));
    }

    private int size() {
        return hit[15] & 0xff | (hit[16] & 0xff) << 8 | (hit[17] & 0xff) << 16 | (hit[18] & 0xff) << 24;
    }

    private String name() {
        int end = 19;
        while (hit[end] != 0) {
            end++;
        }
        return new String(hit, 19, end - 19, StandardCharsets.UTF_8);
    }
}
