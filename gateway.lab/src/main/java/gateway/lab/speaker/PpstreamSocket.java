package gateway.lab.speaker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** The one port that a speaker of PPStream uses for everything. */
final class PpstreamSocket implements AutoCloseable {
    private static final int MAX_DATAGRAM = 2048;
    /** Shorter datagrams are no messages. */
    private static final int SHORTEST = 19;

    private final DatagramSocket socket;
    private final InetSocketAddress own;

    /**
     * A message that came.
     *
     * @param message plain
     * @param from who sent it
     */
    record Received(byte[] message, InetSocketAddress from) {
    }

    PpstreamSocket(String address, int port) throws IOException {
        own = new InetSocketAddress(InetAddress.getByName(address), port);
        socket = new DatagramSocket(own);
    }

    /** Where this is. */
    InetSocketAddress own() {
        return own;
    }

    /** Sends a message as peers do. */
    void send(byte[] message, InetSocketAddress to) throws IOException {
        sendPlain(PpstreamMessages.scrambled(message), to);
    }

    /** Sends what is to stay as it is. */
    void sendPlain(byte[] datagram, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    /** The next message; null if none comes in so many milliseconds. */
    Received receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        try {
            do {
                socket.receive(packet);
            } while (packet.getLength() < SHORTEST);
        } catch (SocketTimeoutException nothingCame) {
            return null;
        }
        return new Received(PpstreamMessages.opened(Arrays.copyOf(packet.getData(), packet.getLength())),
            (InetSocketAddress) packet.getSocketAddress());
    }

    @Override
    public void close() {
        socket.close();
    }
}
