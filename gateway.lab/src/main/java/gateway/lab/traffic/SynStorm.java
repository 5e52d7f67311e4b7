package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetAddress;

/**
 * Connection requests of one pair, each from another port, at an even rate: {@code FROM TO PORT RATE SECONDS}. Prints
 * how many it sent and in how many milliseconds.
 */
public final class SynStorm {
    private static final int TCP = 6;
    private static final int FIRST_PORT = 1024;
    private static final int PORTS = 0x10000 - FIRST_PORT;
    /** So many at a time: a thread that parks cannot keep a rhythm of five microseconds. */
    private static final int BURST = 200;
    private static final int MICROS = 1_000_000;

    private SynStorm() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        byte[] from = InetAddress.getByName(arguments[0]).getAddress();
        byte[] to = InetAddress.getByName(arguments[1]).getAddress();
        int port = Integer.parseInt(arguments[2]);
        int rate = Integer.parseInt(arguments[3]);
        int count = rate * Integer.parseInt(arguments[4]);
        TcpSegment segment = new TcpSegment();
        byte[] nothing = new byte[0];
        Pace pace = new Pace((long) BURST * MICROS / rate);
        long start = System.nanoTime();
        try (RawSocket socket = new RawSocket(TCP, to)) {
            for (int i = 0; i < count; i++) {
                if (i % BURST == 0) {
                    pace.await();
                }
                int length = segment.write(from, FIRST_PORT + i % PORTS, to, port, i, 0, TcpSegment.SYN, nothing);
                socket.send(segment.bytes(), length);
            }
        }
        System.out.println(count + " " + (System.nanoTime() - start) / 1_000_000);
    }
}
