package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/**
 * Sends a datagram, waits for it to come back, and again: {@code ADDRESS PORT COUNT}. Prints the median and the 99th
 * percentile of the times in microseconds. The first tenth warms up and does not count.
 */
public final class PingPong {
    private static final int PAYLOAD = 64;
    private static final double HALF = 0.5;
    private static final double MOST = 0.99;

    private PingPong() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[2]);
        ByteBuffer datagram = ByteBuffer.allocateDirect(PAYLOAD);
        long[] nanos = new long[count];
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                channel.write(datagram.clear());
                channel.read(datagram.clear());
                nanos[i] = System.nanoTime() - start;
            }
        }
        long[] warm = Arrays.copyOfRange(nanos, count / 10, count);
        Arrays.sort(warm);
        System.out.println(micros(warm, HALF) + " " + micros(warm, MOST));
    }

    private static double micros(long[] sorted, double part) {
        return sorted[(int) ((sorted.length - 1) * part)] / 1e3;
    }
}
