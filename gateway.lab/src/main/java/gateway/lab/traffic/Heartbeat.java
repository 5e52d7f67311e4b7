package gateway.lab.traffic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Locale;

/**
 * A datagram every ten milliseconds, each one a flow of its own that nobody has decided yet, to somebody who sends it
 * back: {@code ADDRESS PORT SECONDS}. Unlike a ping, every beat goes the way through user space while a gateway is
 * there. Prints how many were sent, how many came back, and the longest time in milliseconds.
 */
public final class Heartbeat {
    private static final int INTERVAL_MICROS = 10_000;
    private static final int BEATS_A_SECOND = 100;
    private static final int TIMEOUT_MILLIS = 2000;

    private Heartbeat() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress to = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        int count = Integer.parseInt(arguments[2]) * BEATS_A_SECOND;
        int received = 0;
        long longestNanos = 0;
        Pace pace = new Pace(INTERVAL_MICROS);
        for (int i = 0; i < count; i++) {
            pace.await();
            long nanos = beat(to);
            received += nanos >= 0 ? 1 : 0;
            longestNanos = Math.max(longestNanos, nanos);
        }
        System.out.printf(Locale.ROOT, "%d %d %.3f%n", count, received, longestNanos / 1e6);
    }

    /** Nanoseconds there and back, or -1 if it does not come back. */
    private static long beat(InetSocketAddress to) throws IOException {
        byte[] payload = {1, 2, 3, 4};
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            long start = System.nanoTime();
            socket.send(new DatagramPacket(payload, payload.length, to));
            socket.receive(new DatagramPacket(new byte[payload.length], payload.length));
            return System.nanoTime() - start;
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }
}
