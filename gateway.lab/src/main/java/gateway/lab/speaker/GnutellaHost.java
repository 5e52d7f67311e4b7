package gateway.lab.speaker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A host that shares one file: {@code PORT FILE [ADDRESS:PORT...]}. Test equipment, no program of old. It takes links,
 * plain and compressed, names the other hosts to whom it links with, answers searches for words of the file's name,
 * sends the file over HTTP, pushes it, and answers pings in datagrams. Runs until it is ended.
 */
public final class GnutellaHost {
    /** What it says once it listens. */
    static final String LISTENING = "listening";
    /** The number of the one file. */
    static final int INDEX = 7;
    private static final String SERVENT = "a host that has files";
    private static final int MAX_DATAGRAM = 2048;

    private final int port;
    private final GnutellaFile file;
    private final List<String> others;

    private GnutellaHost(int port, GnutellaFile file, List<String> others) {
        this.port = port;
        this.file = file;
        this.others = others;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of Gnutella made for tests");
        GnutellaHost host = new GnutellaHost(Integer.parseInt(arguments[0]), GnutellaFile.of(Path.of(arguments[1])),
            List.of(arguments).subList(2, arguments.length));
        try (ServerSocket listening = new ServerSocket(host.port);
             DatagramSocket datagrams = new DatagramSocket(host.port)) {
            start("datagrams", () -> host.answer(datagrams));
            System.out.println(LISTENING);
            while (true) {
                GnutellaLink link = new GnutellaLink(listening.accept());
                start("connection", () -> host.serve(link));
            }
        }
    }

    private interface Talk {
        void run() throws IOException;
    }

    private static void start(String name, Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.run();
            } catch (IOException e) {
                System.out.println(name + " ended: " + e.getMessage());
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        while (true) {
            socket.receive(packet);
            byte[] asked = Arrays.copyOf(packet.getData(), packet.getLength());
            if (asked.length >= GnutellaMessages.HEADER && GnutellaMessages.type(asked) == GnutellaMessages.PING) {
                byte[] pong = GnutellaMessages.descriptor(GnutellaMessages.guid(asked), GnutellaMessages.PONG,
                    GnutellaMessages.pong(ownAddress(packet.getSocketAddress()), port, 1));
                socket.send(new DatagramPacket(pong, pong.length, packet.getSocketAddress()));
            }
            packet.setLength(MAX_DATAGRAM);
        }
    }

    /** The address by which this host is seen from there. */
    private static byte[] ownAddress(SocketAddress there) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(there);
            return socket.getLocalAddress().getAddress();
        }
    }

    private void serve(GnutellaLink link) throws IOException {
        try (link) {
            String head = link.head();
            if (head.startsWith("GNUTELLA CONNECT/")) {
                link(link, head.contains("Accept-Encoding: deflate"));
            } else {
                file.serve(link, head);
            }
        }
    }

    private void link(GnutellaLink link, boolean compressed) throws IOException {
        link.text("GNUTELLA/0.6 200 OK\r\nUser-Agent: speaker/1\r\nX-Ultrapeer: True\r\n"
            + (others.isEmpty() ? "" : GnutellaMessages.TRY + String.join(",", others) + "\r\n")
            + (compressed ? "Accept-Encoding: deflate\r\nContent-Encoding: deflate\r\n" : "") + "\r\n");
        link.head();
        if (compressed) {
            link.compress();
        }
        byte[] asked = link.receive();
        while (GnutellaMessages.type(asked) != GnutellaMessages.BYE) {
            onDescriptor(link, asked);
            asked = link.receive();
        }
    }

    private void onDescriptor(GnutellaLink link, byte[] asked) throws IOException {
        byte[] payload = GnutellaMessages.payload(asked);
        switch (GnutellaMessages.type(asked)) {
            case GnutellaMessages.PING -> link.send(GnutellaMessages.descriptor(GnutellaMessages.guid(asked),
                GnutellaMessages.PONG, GnutellaMessages.pong(link.ownAddress(), port, 1)));
            case GnutellaMessages.QUERY -> {
                if (file.name().toLowerCase(Locale.ROOT).contains(GnutellaMessages.words(payload))) {
                    link.send(GnutellaMessages.descriptor(GnutellaMessages.guid(asked), GnutellaMessages.QUERY_HIT,
                        GnutellaMessages.hit(link.ownAddress(), port, file.name(), file.content().length, file.urn(),
                            GnutellaMessages.servent(SERVENT))));
                }
            }
            case GnutellaMessages.PUSH -> start("push", () -> push(payload));
            default -> { }
        }
    }

    /** Connects to who wants the file, says so, and answers the request that comes back. */
    private void push(byte[] payload) throws IOException {
        String address = InetAddress.getByAddress(Arrays.copyOfRange(payload, 20, 24)).getHostAddress();
        int to = payload[24] & 0xff | (payload[25] & 0xff) << 8;
        try (GnutellaLink link = GnutellaLink.to(address, to)) {
            StringBuilder servent = new StringBuilder();
            for (byte b : GnutellaMessages.servent(SERVENT)) {
                servent.append("%02X".formatted(b));
            }
            link.text("GIV " + INDEX + ":" + servent + "/" + file.name() + "\n\n");
            file.serve(link, link.head());
        }
    }
}
