package gateway.protocol.http;

import gateway.api.packet.ByteView;

/**
 * The line by which a Gnutella host that was asked to push a file says who it is, before the other side sends the
 * request: {@code GIV 7:} 32 hexadecimal digits {@code /name} and an empty line. Only its length is of interest.
 */
final class Push {
    private static final byte[] GREETING = {'G', 'I', 'V', ' '};
    private static final int MAX_INDEX = 10;
    private static final int SERVENT = 32;
    /** A file name with all that belongs to the line. */
    private static final int MAX_LINE = 1024;

    private Push() {
    }

    /** Length of the line at the front of a direction, 0 if there is none, or {@link Socks#INCOMPLETE}. */
    static int length(ByteView stream) {
        int length = stream.length();
        for (int i = 0; i < GREETING.length; i++) {
            if (i < length && stream.u8(i) != GREETING[i] || length == 0) {
                return 0;
            }
        }
        int colon = stream.indexOf(':', GREETING.length, GREETING.length + MAX_INDEX + 1);
        int slash = colon + 1 + SERVENT;
        if (!all(stream, GREETING.length, colon < 0 ? Math.min(length, GREETING.length + MAX_INDEX) : colon, 10)) {
            return 0;
        }
        if (colon < 0) {
            return length <= GREETING.length + MAX_INDEX ? Socks.INCOMPLETE : 0;
        }
        boolean greeting = all(stream, colon + 1, Math.min(length, slash), 16)
            && (length <= slash || stream.u8(slash) == '/');
        return greeting ? end(stream, Math.min(length, slash)) : 0;
    }

    /** Behind the first empty line. */
    private static int end(ByteView stream, int from) {
        int newline = stream.indexOf('\n', from, MAX_LINE);
        int next = newline >= 0 && newline + 1 < stream.length() && stream.u8(newline + 1) == '\r'
            ? newline + 2 : newline + 1;
        if (newline >= 0 && next < stream.length()) {
            return stream.u8(next) == '\n' ? next + 1 : 0;
        }
        return stream.length() < MAX_LINE ? Socks.INCOMPLETE : 0;
    }

    private static boolean all(ByteView stream, int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            int c = stream.u8(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return true;
    }
}
