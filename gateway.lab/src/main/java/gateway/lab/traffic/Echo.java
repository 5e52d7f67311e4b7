package gateway.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends every datagram back: {@code PORT}. */
public final class Echo {
    private static final int LARGEST = 2048;

    private Echo() {
    }

    /** Runs it until it is ended. */
    public static void main(String[] arguments) throws IOException {
        ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
        try (DatagramChannel channel = DatagramChannel.open()
            .bind(new InetSocketAddress(Integer.parseInt(arguments[0])))) {
            System.out.println("listening");
            while (true) {
                SocketAddress from = channel.receive(datagram.clear());
                channel.send(datagram.flip(), from);
            }
        }
    }
}
