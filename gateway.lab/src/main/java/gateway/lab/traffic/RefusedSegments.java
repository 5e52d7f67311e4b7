package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A client that does not listen: opens a connection, sends a BitTorrent handshake and a segment, waits for a file to
 * appear, and then sends segment after segment, whatever comes back:
 * {@code FROM TO PORT COUNT INTERVAL-MICROSECONDS SIGNAL}. The host has to keep its own resets to
 * itself, since its kernel knows nothing of this connection.
 */
public final class RefusedSegments {
    private static final int TCP = 6;
    private static final int SEGMENT_BYTES = 100;
    private static final int FIRST_SEQUENCE = 1000;
    private static final int SYN_ACK = TcpSegment.SYN | TcpSegment.ACK;

    private final byte[] from;
    private final byte[] to;
    private final int port;
    private final TcpSegment segment = new TcpSegment();
    private final RawSocket socket;
    private final int ownPort = 40_000 + (int) (ProcessHandle.current().pid() % 20_000);
    private int sequence = FIRST_SEQUENCE;
    private int acknowledgment;

    private RefusedSegments(String from, String to, int port) throws IOException {
        this.from = InetAddress.getByName(from).getAddress();
        this.to = InetAddress.getByName(to).getAddress();
        this.port = port;
        socket = new RawSocket(TCP, this.to);
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        RefusedSegments client = new RefusedSegments(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
        client.open();
        client.send(TcpSegment.ACK | TcpSegment.PSH, Samples.handshake());
        client.send(TcpSegment.ACK | TcpSegment.PSH, new byte[SEGMENT_BYTES]);
        int count = Integer.parseInt(arguments[3]);
        Pace.awaitSignal(arguments[5]);
        Pace pace = new Pace(Long.parseLong(arguments[4]));
        for (int i = 0; i < count; i++) {
            pace.await();
            client.send(TcpSegment.ACK | TcpSegment.PSH, new byte[SEGMENT_BYTES]);
        }
        System.out.println("sent " + count);
    }

    private void open() {
        send(TcpSegment.SYN, new byte[0]);
        sequence++;
        byte[] answer = socket.receive();
        while (!opens(answer)) {
            answer = socket.receive();
        }
        acknowledgment = ByteBuffer.wrap(answer).getInt(headerOf(answer) + 4) + 1;
        send(TcpSegment.ACK, new byte[0]);
    }

    private boolean opens(byte[] packet) {
        if (packet.length < TcpSegment.HEADERS) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        int tcp = headerOf(packet);
        return (bytes.getShort(tcp + 2) & 0xffff) == ownPort && (bytes.get(tcp + 13) & SYN_ACK) == SYN_ACK;
    }

    private static int headerOf(byte[] packet) {
        return (packet[0] & 0x0f) * 4;
    }

    private void send(int flags, byte[] payload) {
        socket.send(segment.bytes(),
            segment.write(from, ownPort, to, port, sequence, acknowledgment, flags, payload));
        sequence += payload.length;
    }
}
