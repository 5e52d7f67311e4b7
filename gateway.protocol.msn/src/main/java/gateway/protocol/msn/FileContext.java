package gateway.protocol.msn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an invitation to a file transfer says in its context: base64 of a structure whose numbers have their low bytes
 * first.
 *
 * @param name up to 260 units of UTF-16
 * @param size in bytes; negative if it is no size
 * @param malformed whether the name is no UTF-16
 */
record FileContext(String name, long size, boolean malformed) {
    private static final int SIZE = 8;
    private static final int NAME = 20;
    private static final int NAME_END = NAME + 2 * 260;

    /** The context of these letters; empty if it is too short for a name. */
    static Optional<FileContext> parse(String base64) {
        byte[] bytes = Decoding.base64(Text.bytes(base64));
        if (bytes.length < NAME + 2) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = NAME;
        while (end + 2 <= Math.min(NAME_END, bytes.length) && fields.getShort(end) != 0) {
            end += 2;
        }
        byte[] name = Arrays.copyOfRange(bytes, NAME, end);
        return Optional.of(new FileContext(Decoding.utf16(name), fields.getLong(SIZE),
            Decoding.malformed(name, StandardCharsets.UTF_16LE)));
    }
}
