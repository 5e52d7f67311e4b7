package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.protocol.WireText;
import gateway.api.protocol.WireText.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * How the body of a message becomes text: by the charset of its type and the transfer encoding, both of which nearly
 * every client leaves at UTF-8 and none.
 *
 * @param encoding of the bytes on the wire
 * @param flaw what is odd about the two headers, empty if nothing
 */
record Decoding(Encoding encoding, String flaw) {
    private static final int HEX = 16;
    private static final int ESCAPE = 3;

    /** What the headers say. */
    static Decoding of(Mime mime) {
        String transfer = mime.value("content-transfer-encoding").toLowerCase(Locale.ROOT);
        switch (transfer) {
            case "base64":
                return new Decoding(isWide(mime) ? Encoding.BASE64_UTF_16LE : Encoding.BASE64, "");
            case "quoted-printable":
                return new Decoding(Encoding.QUOTED_PRINTABLE, "");
            case "", "7bit", "8bit", "binary":
                break;
            default:
                return new Decoding(Encoding.UTF_8, "unknown_transfer_encoding");
        }
        return switch (charset(mime)) {
            case "", "utf-8", "utf8", "us-ascii" -> new Decoding(Encoding.UTF_8, "");
            case "iso-8859-1", "latin1", "windows-1252" -> new Decoding(Encoding.ISO_8859_1, "");
            case "utf-16le", "utf-16" -> new Decoding(Encoding.UTF_16LE, "");
            default -> new Decoding(Encoding.UTF_8, "unknown_charset");
        };
    }

    private static boolean isWide(Mime mime) {
        return charset(mime).startsWith("utf-16");
    }

    private static String charset(Mime mime) {
        String type = mime.value("content-type").toLowerCase(Locale.ROOT);
        int at = type.indexOf("charset=");
        if (at < 0) {
            return "";
        }
        String rest = type.substring(at + "charset=".length()).replace("\"", "");
        int end = rest.indexOf(';');
        return (end < 0 ? rest : rest.substring(0, end)).strip();
    }

    /** The bytes as text. */
    String text(byte[] bytes) {
        return switch (encoding) {
            case ISO_8859_1 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case UTF_16LE -> utf16(bytes);
            case BASE64_UTF_16LE -> utf16(base64(bytes));
            case BASE64 -> new String(base64(bytes), StandardCharsets.UTF_8);
            case QUOTED_PRINTABLE -> new String(quotedPrintable(bytes), StandardCharsets.UTF_8);
            case UTF_8, PERCENT -> new String(bytes, StandardCharsets.UTF_8);
        };
    }

    /**
     * UTF-16, unit by unit: the JDK's decoder swallows what follows half a surrogate pair, and with it a letter that
     * the receiver sees.
     */
    static String utf16(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length / 2 + 1);
        for (int at = 0; at + 1 < bytes.length; at += 2) {
            text.append((char) (bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8));
        }
        return (bytes.length % 2 == 0 ? text : text.append('\ufffd')).toString();
    }

    /** A text and its place. */
    WireText wire(ByteView bytes, int from, int length, long offset) {
        String value = text(bytes.copy(from, length));
        String cut = value.substring(0, Math.min(value.length(), WireText.MAX_LENGTH));
        return new WireText(cut, encoding, offset == WireText.NOWHERE ? WireText.NOWHERE : offset + from, length);
    }

    /** Whether bytes that ought to be UTF-8 or UTF-16 are not. */
    boolean malformed(byte[] bytes) {
        return switch (encoding) {
            case UTF_8 -> malformed(bytes, StandardCharsets.UTF_8);
            case UTF_16LE -> malformed(bytes, StandardCharsets.UTF_16LE);
            default -> false;
        };
    }

    static boolean malformed(byte[] bytes, Charset charset) {
        try {
            charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes));
            return false;
        } catch (CharacterCodingException e) {
            return true;
        }
    }

    /** Decodes as far as it goes; what is not of the alphabet is passed over (RFC 2045, 6.8). */
    static byte[] base64(byte[] encoded) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(encoded.length);
        for (byte b : encoded) {
            if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '+' || b == '/') {
                kept.write(b);
            } else if (b == '=') {
                break;
            }
        }
        byte[] letters = kept.toByteArray();
        // A single letter at the end holds no byte.
        int length = letters.length % 4 == 1 ? letters.length - 1 : letters.length;
        return Base64.getDecoder().decode(java.util.Arrays.copyOf(letters, length));
    }

    private static byte[] quotedPrintable(byte[] encoded) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(encoded.length);
        int at = 0;
        while (at < encoded.length) {
            int softBreak = softBreak(encoded, at);
            if (softBreak > 0) {
                at += softBreak;
            } else if (encoded[at] == '=' && at + 2 < encoded.length && digit(encoded[at + 1]) >= 0
                && digit(encoded[at + 2]) >= 0) {
                plain.write(digit(encoded[at + 1]) * HEX + digit(encoded[at + 2]));
                at += ESCAPE;
            } else {
                plain.write(encoded[at]);
                at++;
            }
        }
        return plain.toByteArray();
    }

    /** The length of an equals sign that only breaks the line, 0 if there is none. */
    private static int softBreak(byte[] bytes, int at) {
        if (bytes[at] != '=' || at + 1 >= bytes.length) {
            return 0;
        }
        if (bytes[at + 1] == '\n') {
            return 2;
        }
        return bytes[at + 1] == '\r' && at + 2 < bytes.length && bytes[at + 2] == '\n' ? ESCAPE : 0;
    }

    private static int digit(byte b) {
        return Character.digit(b, HEX);
    }
}
