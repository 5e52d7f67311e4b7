package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Sends a datagram, waits for it to come back, and again: {@code ADDRESS PORT COUNT [fresh]}, each time from another
 * port where it is to be fresh. Prints the median and the 99th percentile of the times in microseconds.
 */
public final class PingPong {
    private static final int PAYLOAD = 64;
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 50_000;

    private final InetSocketAddress to;
    private final boolean fresh;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PAYLOAD);
    private DatagramChannel channel;
    private int made;

    private PingPong(InetSocketAddress to, boolean fresh) {
        this.to = to;
        this.fresh = fresh;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        PingPong program = new PingPong(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])),
            arguments.length > 3);
        System.out.println(RoundTrips.measure(Integer.parseInt(arguments[2]), program::trip));
    }

    private void trip() throws IOException {
        if (fresh || channel == null) {
            open();
        }
        channel.write(datagram.clear());
        channel.read(datagram.clear());
    }

    private void open() throws IOException {
        if (channel != null) {
            channel.close();
        }
        channel = DatagramChannel.open();
        if (fresh) {
            channel.bind(new InetSocketAddress(FIRST_PORT + made++ % PORTS));
        }
        channel.connect(to);
    }
}
