package gateway.api.protocol;

/**
 * Text that somebody wrote, and how and where it stands on the wire.
 *
 * @param value decoded; cut to {@link #MAX_LENGTH} characters
 * @param encoding of the bytes on the wire
 * @param offset where they begin, in bytes: in the stream of their direction (TCP) or in the payload (UDP);
 *     {@link #NOWHERE} where they do not stand there in one piece, as in a compressed message
 * @param length of the bytes on the wire
 */
public record WireText(String value, Encoding encoding, long offset, int length) {
    /** The most characters of a text. */
    public static final int MAX_LENGTH = 64 * 1024;
    /** The offset of a text that was compressed, or put together from pieces. */
    public static final long NOWHERE = -1;

    /** How characters stand on the wire. */
    public enum Encoding {
        /** One byte a character. */
        ISO_8859_1,
        /** One to four bytes a character (RFC 3629). */
        UTF_8,
        /** Two or four bytes a character, the low byte first. */
        UTF_16LE,
        /** UTF-8 in a URI (RFC 3986). */
        PERCENT,
        /** RFC 2045, 6.7, of UTF-8. */
        QUOTED_PRINTABLE,
        /** RFC 2045, 6.8, of UTF-8. */
        BASE64,
        /** RFC 2045, 6.8, of UTF-16LE. */
        BASE64_UTF_16LE
    }

    /** Text that stands nowhere in one piece. */
    public static WireText of(String value) {
        return new WireText(value, Encoding.UTF_8, NOWHERE, 0);
    }

    /** Whether it stands on the wire in one piece. */
    public boolean placed() {
        return offset != NOWHERE;
    }
}
