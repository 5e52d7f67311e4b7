package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Blocks of extensions (GGEP) in pings, pongs, queries and hits: a magic byte, then extensions, each with flags, a
 * name, a length of one to three bytes of six bits, and bytes that may be compressed or freed of zeros (COBS).
 */
final class Ggep {
    /** What a block begins with. */
    static final int MAGIC = 0xc3;
    /** The block is no block. */
    static final int MALFORMED = -1;
    private static final int MAX_EXTENSIONS = 64;
    private static final int LAST = 0x80;
    private static final int COBS = 0x40;
    private static final int DEFLATED = 0x20;
    private static final int RESERVED = 0x10;
    private static final int MORE_LENGTH = 0x80;
    private static final int LAST_LENGTH = 0x40;

    /** One extension: its name and where its bytes are. */
    record Extension(String id, int flags, int from, int length) {
        /** Whether its bytes stand there as they are. */
        boolean plain() {
            return (flags & (COBS | DEFLATED)) == 0;
        }

        /** Its bytes; empty if they cannot be had. */
        Optional<byte[]> data(ByteView bytes) {
            Optional<byte[]> data = (flags & COBS) == 0 ? Optional.of(bytes.copy(from, length))
                : withZeros(bytes, from, from + length);
            return (flags & DEFLATED) == 0 ? data
                : data.flatMap(packed -> Zlib.inflate(ByteView.of(packed), 0, packed.length));
        }
    }

    /**
     * A block.
     *
     * @param extensions in order, as far as they go
     * @param end index behind it, or {@link #MALFORMED}
     */
    record Block(List<Extension> extensions, int end) {
        boolean wellFormed() {
            return end != MALFORMED;
        }
    }

    private Ggep() {
    }

    /** Reads the block in [from, to) that begins at {@code from}. */
    static Block read(ByteView bytes, int from, int to) {
        List<Extension> extensions = new ArrayList<>();
        if (from >= to || bytes.u8(from) != MAGIC) {
            return new Block(extensions, MALFORMED);
        }
        int at = from + 1;
        while (extensions.size() < MAX_EXTENSIONS) {
            Extension extension = extension(bytes, at, to);
            if (extension == null) {
                return new Block(extensions, MALFORMED);
            }
            extensions.add(extension);
            at = extension.from + extension.length;
            if ((extension.flags & LAST) != 0) {
                return new Block(extensions, at);
            }
        }
        return new Block(extensions, MALFORMED);
    }

    /** The extension that begins at {@code at}, null if none does, or not wholly. */
    private static Extension extension(ByteView bytes, int at, int to) {
        int flags = at < to ? bytes.u8(at) : RESERVED;
        int name = flags & 0x0f;
        if ((flags & RESERVED) != 0 || name == 0 || at + 1 + name >= to) {
            return null;
        }
        String id = bytes.text(at + 1, name);
        int next = at + 1 + name;
        int length = 0;
        for (int i = 0; i < 3 && next < to; i++) {
            int b = bytes.u8(next++);
            length = length << 6 | b & 0x3f;
            if ((b & MORE_LENGTH) != 0 == ((b & LAST_LENGTH) != 0)) {
                return null;
            }
            if ((b & LAST_LENGTH) != 0) {
                return length <= to - next && isName(id) ? new Extension(id, flags, next, length) : null;
            }
        }
        return null;
    }

    private static boolean isName(String id) {
        return id.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /** Consistent overhead byte stuffing undone. */
    private static Optional<byte[]> withZeros(ByteView bytes, int from, int to) {
        ByteArrayOutputStream data = new ByteArrayOutputStream(to - from);
        int at = from;
        while (at < to) {
            int code = bytes.u8(at);
            if (code == 0 || at + code > to) {
                return Optional.empty();
            }
            data.writeBytes(bytes.copy(at + 1, code - 1));
            at += code;
            if (code < 0xff && at < to) {
                data.write(0);
            }
        }
        return Optional.of(data.toByteArray());
    }
}
