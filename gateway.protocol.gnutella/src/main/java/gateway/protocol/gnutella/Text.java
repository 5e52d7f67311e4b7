package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes, words and numbers as they stand in messages. */
final class Text {
    /** What {@link #number} answers where there is none. */
    static final long NO_NUMBER = -1;
    /** The most digits that are sure to fit into a long. */
    private static final int MAX_DIGITS = 18;

    private Text() {
    }

    /** The bytes of a text, one for each character. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A decimal number without a sign, or {@link #NO_NUMBER}. */
    static long number(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return NO_NUMBER;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return NO_NUMBER;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    /** The 16 bits at {@code at}, the low byte first. */
    static int little16(ByteView bytes, int at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) bytes.u16(at)));
    }

    /** The 32 bits at {@code at}, the low byte first. */
    static long little32(ByteView bytes, int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes(bytes.i32(at)));
    }

    /** In hexadecimal. */
    static String hex(ByteView bytes, int from, int length) {
        return HexFormat.of().formatHex(bytes.copy(from, length));
    }

    /** UTF-8, or one character a byte where it is not: old hosts sent what their systems used. */
    static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException older) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Cut to what events hold. */
    static String cut(String text) {
        return text.length() <= DissectionEvent.MAX_TEXT ? text : text.substring(0, DissectionEvent.MAX_TEXT);
    }

    /** How many bytes at {@code at} are those of the literal, as far as both go; letters of either case are equal. */
    static int agreement(ByteView bytes, int at, byte[] literal) {
        int common = 0;
        while (common < literal.length && at + common < bytes.length()
            && Character.toLowerCase(bytes.u8(at + common)) == Character.toLowerCase(literal[common])) {
            common++;
        }
        return common;
    }

    /** Whether the literal stands at the front, letters of either case being equal. */
    static boolean startsWith(ByteView bytes, byte[] literal) {
        return agreement(bytes, 0, literal) == literal.length;
    }

    /** Whether four bytes may be a vendor's code. */
    static boolean isVendor(ByteView bytes, int at) {
        for (int i = at; i < at + 4; i++) {
            int c = bytes.u8(i);
            if (c > 'z' || !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }
}
