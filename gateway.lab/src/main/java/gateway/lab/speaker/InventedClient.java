package gateway.lab.speaker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Asks an {@link InventedServer} for lists in all forms, and knocks at the doors of some of those who stand in them:
 * {@code SERVER NEAR ADDRESS...}, from each of these addresses in turn. Test equipment. Of each list it prints the
 * form, how many near peers stand in how many, and {@code sound}, {@code mixed} where a peer is of another channel, or
 * {@code broken} where it does not believe the list. Runs until it is ended.
 */
public final class InventedClient {
    /** Of a hundred peers so many are contacted. */
    private static final int CONTACTED = 60;
    private static final int PAUSE_MILLIS = 40;
    private static final int WAIT_MILLIS = 2000;
    private static final int LONGEST = 2048;

    private final InetAddress server;
    private final String near;
    private final Random random = new Random();

    private InventedClient(String server, String near) throws IOException {
        this.server = InetAddress.getByName(server);
        this.near = near;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("a speaker of invented protocols made for tests");
        InventedClient client = new InventedClient(arguments[0], arguments[1]);
        List<String> addresses = List.of(Arrays.copyOfRange(arguments, 2, arguments.length));
        for (int round = 0; true; round++) {
            int channel = round / addresses.size() % InventedServer.CHANNELS;
            InetAddress own = InetAddress.getByName(addresses.get(round % addresses.size()));
            try (DatagramSocket socket = new DatagramSocket(0, own)) {
                socket.setSoTimeout(WAIT_MILLIS);
                for (InventedForm form : InventedForm.values()) {
                    client.fetch(form, channel, socket);
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
    }

    private void fetch(InventedForm form, int channel, DatagramSocket socket) throws IOException {
        byte[] question = (InventedServer.WORD + channel).getBytes(StandardCharsets.US_ASCII);
        InetSocketAddress to = new InetSocketAddress(server, form.port());
        byte[] answer;
        try {
            answer = form.stream() ? overStream(question, socket.getLocalAddress(), to)
                : overDatagram(question, socket, to);
        } catch (SocketTimeoutException lost) {
            System.out.println(form + " did not come");
            return;
        }
        List<InetSocketAddress> peers = form.read(answer);
        long nearOnes = peers.stream().filter(peer -> peer.getAddress().getHostAddress().startsWith(near)).count();
        boolean pure = peers.stream().allMatch(peer -> form.isOf(channel, peer));
        System.out.println(form + " " + nearOnes + " of " + peers.size() + " "
            + (peers.isEmpty() ? "broken" : pure ? "sound" : "mixed"));
        for (InetSocketAddress peer : peers) {
            if (random.nextInt(100) < CONTACTED) {
                socket.send(new DatagramPacket(question, question.length, peer));
            }
        }
    }

    private static byte[] overDatagram(byte[] question, DatagramSocket socket, InetSocketAddress to)
        throws IOException {
        socket.send(new DatagramPacket(question, question.length, to));
        DatagramPacket answer = new DatagramPacket(new byte[LONGEST], LONGEST);
        do {
            socket.receive(answer);
        } while (!answer.getSocketAddress().equals(to));
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    private static byte[] overStream(byte[] question, InetAddress own, InetSocketAddress to) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(own, 0));
            socket.setSoTimeout(WAIT_MILLIS);
            socket.connect(to, WAIT_MILLIS);
            socket.getOutputStream().write(question);
            return socket.getInputStream().readAllBytes();
        }
    }
}
