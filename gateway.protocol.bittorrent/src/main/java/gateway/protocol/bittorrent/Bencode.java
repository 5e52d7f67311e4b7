package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;

/**
 * Bencoding (BEP 3) read in place: values are named by the index of their first byte, nothing is built. Total: any
 * bytes get an answer, none an exception; depth and lengths are bounded.
 */
final class Bencode {
    /** The bytes are no bencoding. */
    static final int MALFORMED = -1;
    /** The value goes on behind the end. */
    static final int TRUNCATED = -2;
    /** No message of BitTorrent nests deeper than this, by far. */
    static final int MAX_DEPTH = 16;
    private static final int MAX_LENGTH_DIGITS = 9;
    private static final int MAX_INTEGER_DIGITS = 18;

    private Bencode() {
    }

    /** Index behind the value that begins at {@code at}, {@link #MALFORMED} or {@link #TRUNCATED}. */
    static int skip(ByteView bytes, int at, int end) {
        return skip(bytes, at, end, 0);
    }

    /** Whether [at, end) is one whole value. */
    static boolean isWhole(ByteView bytes, int at, int end) {
        return skip(bytes, at, end) == end;
    }

    /** Index of the value of {@code key} in the dictionary that begins at {@code dictionary}; negative if none. */
    static int find(ByteView bytes, int dictionary, int end, byte[] key) {
        if (!starts(bytes, dictionary, end, 'd')) {
            return MALFORMED;
        }
        int at = dictionary + 1;
        while (at < end && bytes.u8(at) != 'e') {
            int text = textStart(bytes, at, end);
            int value = text < 0 ? text : text + textLength(bytes, at, end);
            if (value >= 0 && value - text == key.length && bytes.matches(text, key)) {
                return value < end ? value : TRUNCATED;
            }
            int next = value < 0 ? value : skip(bytes, value, end, 1);
            if (next < 0) {
                return next;
            }
            at = next;
        }
        return MALFORMED;
    }

    /** Whether a value of that kind begins there: {@code d}, {@code l} or {@code i}. */
    static boolean starts(ByteView bytes, int at, int end, char kind) {
        return at >= 0 && at < end && bytes.u8(at) == kind;
    }

    /**
     * Index of the first byte of the string that begins at {@code at}; negative if none does, or not wholly, or if
     * {@code at} is negative already, as answers of {@link #find} may be.
     */
    static int textStart(ByteView bytes, int at, int end) {
        int colon = colon(bytes, at, end);
        if (colon < 0) {
            return colon;
        }
        return decimal(bytes, at, colon) <= end - colon - 1 ? colon + 1 : TRUNCATED;
    }

    /** Length of the string that begins at {@code at}; negative if none does, or not wholly. */
    static int textLength(ByteView bytes, int at, int end) {
        int start = textStart(bytes, at, end);
        return start < 0 ? start : (int) decimal(bytes, at, start - 1);
    }

    /** Whether a string of {@code length} bytes begins there, wholly. */
    static boolean isText(ByteView bytes, int at, int end, int length) {
        return textLength(bytes, at, end) == length;
    }

    /** The integer that begins at {@code at}; {@code otherwise} if none does. */
    static long integer(ByteView bytes, int at, int end, long otherwise) {
        if (!starts(bytes, at, end, 'i')) {
            return otherwise;
        }
        int stop = skip(bytes, at, end);
        boolean negative = stop > 0 && bytes.u8(at + 1) == '-';
        int digits = negative ? at + 2 : at + 1;
        if (stop < 0 || stop - 1 - digits > MAX_INTEGER_DIGITS) {
            return otherwise;
        }
        long value = decimal(bytes, digits, stop - 1);
        return negative ? -value : value;
    }

    private static int skip(ByteView bytes, int at, int end, int depth) {
        if (at < 0 || at >= end) {
            return at < 0 ? MALFORMED : TRUNCATED;
        }
        return switch (bytes.u8(at)) {
            case 'i' -> skipInteger(bytes, at, end);
            case 'l' -> skipContainer(bytes, at, end, depth, false);
            case 'd' -> skipContainer(bytes, at, end, depth, true);
            default -> skipText(bytes, at, end);
        };
    }

    private static int skipText(ByteView bytes, int at, int end) {
        int start = textStart(bytes, at, end);
        return start < 0 ? start : start + (int) decimal(bytes, at, start - 1);
    }

    private static int skipInteger(ByteView bytes, int at, int end) {
        int digits = at + 1 < end && bytes.u8(at + 1) == '-' ? at + 2 : at + 1;
        int stop = digits;
        while (stop < end && isDigit(bytes.u8(stop)) && stop - digits <= MAX_INTEGER_DIGITS + 1) {
            stop++;
        }
        if (stop == end) {
            return TRUNCATED;
        }
        return stop > digits && bytes.u8(stop) == 'e' ? stop + 1 : MALFORMED;
    }

    private static int skipContainer(ByteView bytes, int at, int end, int depth, boolean dictionary) {
        if (depth == MAX_DEPTH) {
            return MALFORMED;
        }
        int next = at + 1;
        while (next < end && bytes.u8(next) != 'e') {
            next = dictionary ? skipText(bytes, next, end) : next;
            next = next < 0 ? next : skip(bytes, next, end, depth + 1);
            if (next < 0) {
                return next;
            }
        }
        return next < end ? next + 1 : TRUNCATED;
    }

    private static int colon(ByteView bytes, int at, int end) {
        if (at < 0) {
            return at;
        }
        int colon = at;
        while (colon < end && isDigit(bytes.u8(colon)) && colon - at < MAX_LENGTH_DIGITS) {
            colon++;
        }
        if (colon == end) {
            return TRUNCATED;
        }
        return colon > at && bytes.u8(colon) == ':' ? colon : MALFORMED;
    }

    private static long decimal(ByteView bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (bytes.u8(i) - '0');
        }
        return value;
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    /** A key, for {@link #find}. */
    static byte[] key(String name) {
        return Ascii.bytes(name);
    }
}
