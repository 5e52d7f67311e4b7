package gateway.lab.speaker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Tells of peers in all of {@link InventedForm}, each on a port of its own: {@code ADDRESS NEAR FAR}, the last two the
 * beginnings of their peers' addresses ({@code 10.49.}). Test equipment. A question is {@value #WORD} and a channel.
 * Peers of a channel come and go: of each list about a half stood in the one before. One of seven is near. No peer has
 * to be there: who asks knocks at their doors and expects nothing. Runs until it is ended.
 */
public final class InventedServer {
    /** What everything begins with that is said to servers and to peers. */
    static final String WORD = "TRIAL";
    static final int CHANNELS = 2;
    private static final int LEAST = 20;
    private static final int MORE = 15;
    private static final int NEAR_SHARE = 7;
    private static final int LONGEST = 2048;
    private static final int HOSTS = 40;

    private final InetAddress address;
    private final String near;
    private final String far;

    private InventedServer(InetAddress address, String near, String far) {
        this.address = address;
        this.near = near;
        this.far = far;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of invented protocols made for tests");
        InventedServer server = new InventedServer(InetAddress.getByName(arguments[0]), arguments[1], arguments[2]);
        for (InventedForm form : InventedForm.values()) {
            if (form.stream()) {
                ServerSocket socket = new ServerSocket(form.port(), 50, server.address);
                new Thread(() -> server.stream(form, socket), form.name()).start();
            } else {
                DatagramSocket socket = new DatagramSocket(form.port(), server.address);
                new Thread(() -> server.datagrams(form, socket), form.name()).start();
            }
        }
        System.out.println(PpstreamServer.LISTENING);
    }

    private void datagrams(InventedForm form, DatagramSocket socket) {
        Lists lists = new Lists(form);
        byte[] question = new byte[LONGEST];
        while (true) {
            try {
                DatagramPacket packet = new DatagramPacket(question, LONGEST);
                socket.receive(packet);
                byte[] answer = lists.next(question[WORD.length()] - '0');
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                System.out.println(form + ": " + e.getMessage());
            }
        }
    }

    private void stream(InventedForm form, ServerSocket server) {
        Lists lists = new Lists(form);
        while (true) {
            try (Socket socket = server.accept()) {
                byte[] question = socket.getInputStream().readNBytes(WORD.length() + 1);
                socket.getOutputStream().write(lists.next(question[WORD.length()] - '0'));
            } catch (IOException e) {
                System.out.println(form + ": " + e.getMessage());
            }
        }
    }

    /** The lists of one form. One thread. */
    private final class Lists {
        private final InventedForm form;
        private final Random random = new Random();
        private final List<List<InetSocketAddress>> last = new ArrayList<>(
            Collections.nCopies(CHANNELS, List.of()));

        Lists(InventedForm form) {
            this.form = form;
        }

        byte[] next(int channel) throws IOException {
            List<InetSocketAddress> before = last.get(channel);
            List<InetSocketAddress> peers = new ArrayList<>(before.subList(0, Math.min(before.size(), LEAST / 2)));
            for (int more = LEAST + random.nextInt(MORE); peers.size() < more;) {
                String network = random.nextInt(NEAR_SHARE) == 0 ? near : far;
                peers.add(new InetSocketAddress(InetAddress.getByName(network + "9." + (10 + random.nextInt(HOSTS))),
                    form.peerPort(channel, random)));
            }
            Collections.shuffle(peers, random);
            last.set(channel, peers);
            return form.write(channel, peers, random);
        }
    }
}
