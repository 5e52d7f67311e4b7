package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Short messages that were compressed as a whole (RFC 1950). */
final class Zlib {
    /** Nothing that is compressed by itself is longer than this. */
    static final int MAX = 32 * 1024;
    private static final int DEFLATE = 8;

    private Zlib() {
    }

    /** Whether the two bytes at {@code at} begin a zlib stream without a dictionary. */
    static boolean begins(ByteView bytes, int at) {
        return bytes.length() >= at + 2 && (bytes.u8(at) & 0x8f) == DEFLATE && bytes.u16(at) % 31 == 0
            && (bytes.u8(at + 1) & 0x20) == 0;
    }

    /** What was compressed; empty if it is broken or longer than {@link #MAX}. */
    static Optional<byte[]> inflate(ByteView bytes, int from, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes.copy(from, length));
            byte[] all = new byte[MAX + 1];
            int there = 0;
            int more = 1;
            while (more > 0 && there < all.length) {
                more = inflater.inflate(all, there, all.length - there);
                there += more;
            }
            boolean whole = there <= MAX && inflater.finished();
            return whole ? Optional.of(Arrays.copyOf(all, there)) : Optional.empty();
        } catch (DataFormatException notCompressedAfterAll) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
