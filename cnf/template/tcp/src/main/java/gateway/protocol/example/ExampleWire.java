package gateway.protocol.example;

import gateway.api.packet.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What stands in the bytes: pure functions, which take whatever comes. */
final class ExampleWire {
    /** What every line begins with. */
    static final byte[] MAGIC = "EXAMPLE/1 ".getBytes(StandardCharsets.US_ASCII);
    /** Longer lines are not of this protocol; in bytes, without the line feed. */
    static final int MAX_LINE = 512;
    private static final String HELLO = "HELLO ";

    private ExampleWire() {
    }

    /** Where the line that begins at {@code from} has its line feed; -1 if there is none in reach. */
    static int endOfLine(ByteView bytes, int from) {
        return bytes.indexOf('\n', from, from + MAX_LINE + 1);
    }

    /** Whether these are the first bytes of a line, all of them that there are. */
    static boolean beginsLine(ByteView bytes) {
        int there = Math.min(bytes.length(), MAGIC.length);
        for (int i = 0; i < there; i++) {
            if (bytes.u8(i) != MAGIC[i]) {
                return false;
            }
        }
        return there > 0;
    }

    /** Who greets in the line [from, end); empty if it is not a greeting. */
    static Optional<String> greeting(ByteView bytes, int from, int end) {
        String line = bytes.text(from, end - from);
        String prefix = new String(MAGIC, StandardCharsets.US_ASCII) + HELLO;
        return line.startsWith(prefix) ? Optional.of(line.substring(prefix.length()).strip()) : Optional.empty();
    }
}
