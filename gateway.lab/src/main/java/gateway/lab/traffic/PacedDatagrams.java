package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Sends DHT pings of one flow, the first one before a file appears, the others afterwards in an even rhythm:
 * {@code ADDRESS PORT COUNT INTERVAL-MICROSECONDS SIGNAL}.
 */
public final class PacedDatagrams {
    private PacedDatagrams() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetSocketAddress to = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        int count = Integer.parseInt(arguments[2]);
        ByteBuffer payload = ByteBuffer.wrap(Samples.dhtPing());
        // Not connected: an answer that says "unreachable" must not end it.
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(payload, to);
            Pace.awaitSignal(arguments[4]);
            Pace pace = new Pace(Long.parseLong(arguments[3]));
            for (int i = 1; i < count; i++) {
                pace.await();
                channel.send(payload.rewind(), to);
            }
        }
        System.out.println("sent " + count);
    }
}
