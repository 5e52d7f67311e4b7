package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text and bytes. */
final class Ascii {
    private static final HexFormat HEX = HexFormat.of();

    private Ascii() {
    }

    /** The bytes of a text, one for each character. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The bytes that these hexadecimal digits stand for. */
    static byte[] hex(String digits) {
        return HEX.parseHex(digits);
    }

    /** Bytes of a view in hexadecimal digits. */
    static String hex(ByteView bytes, int from, int length) {
        return HEX.formatHex(bytes.copy(from, length));
    }

    /** Bytes in hexadecimal digits. */
    static String toHex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** Bytes of a view as text, at most {@code limit}, what is not printable ASCII replaced. */
    static String printable(ByteView bytes, int from, int length, int limit) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + Math.min(length, limit); i++) {
            int b = bytes.u8(i);
            text.append(b >= ' ' && b < 0x7f ? (char) b : '.');
        }
        return text.toString();
    }
}
