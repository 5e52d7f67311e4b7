package gateway.lab.traffic;

import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;

/** Sends every datagram back: {@code PORT}. */
public final class Echo {
    private static final int LARGEST = 2048;
    private static final String LISTENING = "listening";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Echo() {
    }

    /** Starts it on a host; it listens when this returns. */
    public static RunningProgram start(Host host, int port) {
        RunningProgram echo = new JavaProgram(Echo.class).start(host, port);
        Await.until(LIMIT, "the echo listens", () -> echo.output().contains(LISTENING));
        return echo;
    }

    /** Runs it until it is ended. */
    public static void main(String[] arguments) throws IOException {
        ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
        try (DatagramChannel channel = DatagramChannel.open()
            .bind(new InetSocketAddress(Integer.parseInt(arguments[0])))) {
            System.out.println(LISTENING);
            while (true) {
                SocketAddress from = channel.receive(datagram.clear());
                channel.send(datagram.flip(), from);
            }
        }
    }
}
