package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import java.util.HexFormat;

/** Numbers with the low byte first, which all are but addresses. */
final class Little {
    private Little() {
    }

    /** The 16 bits at {@code at}. */
    static int u16(ByteView bytes, int at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) bytes.u16(at)));
    }

    /** The 32 bits at {@code at}. */
    static long u32(ByteView bytes, int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes(bytes.i32(at)));
    }

    /** Bytes in hexadecimal, in the order in which they stand. */
    static String hex(ByteView bytes, int from, int length) {
        return HexFormat.of().formatHex(bytes.copy(from, length));
    }
}
