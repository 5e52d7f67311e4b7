package gateway.protocol.example;

import gateway.api.packet.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What stands in a datagram: pure functions, which take whatever comes. */
final class ExampleWire {
    /** What every datagram begins with. */
    static final byte[] MAGIC = "EXAMPLE/1 ".getBytes(StandardCharsets.US_ASCII);
    /** Longer datagrams are not of this protocol; in bytes. */
    static final int MAX_LENGTH = 512;
    private static final String HELLO = "HELLO ";

    private ExampleWire() {
    }

    /** Whether this can be one of the protocol's datagrams. */
    static boolean isMessage(ByteView datagram) {
        return datagram.length() <= MAX_LENGTH && datagram.startsWith(MAGIC);
    }

    /** Who greets; empty if it is not a greeting. */
    static Optional<String> greeting(ByteView datagram) {
        String text = datagram.text(0, datagram.length());
        String prefix = new String(MAGIC, StandardCharsets.US_ASCII) + HELLO;
        return text.startsWith(prefix) ? Optional.of(text.substring(prefix.length()).strip()) : Optional.empty();
    }
}
