package gateway.protocol.http;

import gateway.api.packet.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * Tells the first line of HTTP/1.x from other protocols' first bytes, without allocating: RFC 9112, sections 3 and
 * 4, read strictly, since SIP, RTSP, SSDP, Gnutella and others borrowed its look. More bytes never turn a NO into
 * something else, so it does not matter how the line is cut.
 */
final class StartLine {
    /** What the bytes look like. */
    enum Verdict {
        /** Not HTTP. */
        NO,
        /** HTTP so far, but the line is not complete. */
        OPEN,
        /** The line is not complete, but a known method and enough of a target are there. */
        OPEN_REQUEST,
        /** A request line. */
        REQUEST,
        /** A status line. */
        RESPONSE
    }

    /** Request lines longer than this are no longer waited for; RFC 9112, section 3, asks for 8000 at least. */
    static final int MAX_LINE = 8192;
    /** Line ends before the line: two of two bytes (RFC 9112, section 2.2, asks for tolerance). */
    private static final int MAX_EMPTY = 4;
    private static final int MAX_METHOD = 20;
    /** Extension methods, which anybody may define, are at least as long as the shortest registered ones. */
    private static final int MIN_EXTENSION = 3;
    /** An open line with this much of a target is not taken for anything else any more. */
    private static final int TELLING_TARGET = 32;
    private static final byte[] VERSION = ascii("HTTP/1.");
    private static final byte[] WHOLE_URI = ascii("http");
    private static final byte[] CONNECT = ascii("CONNECT ");
    private static final byte[] OPTIONS = ascii("OPTIONS ");
    /** The methods of the IANA registry that are seen, and two that were never registered. */
    private static final byte[][] METHODS = methods("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE",
        "CONNECT", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "SEARCH", "REPORT",
        "MKACTIVITY", "CHECKOUT", "CHECKIN", "UNCHECKOUT", "MERGE", "MKWORKSPACE", "VERSION-CONTROL", "LABEL",
        "UPDATE", "BASELINE-CONTROL", "BIND", "UNBIND", "REBIND", "ACL", "MKCALENDAR", "LINK", "UNLINK", "ORDERPATCH",
        "MKREDIRECTREF", "UPDATEREDIRECTREF", "QUERY", "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY", "PURGE");

    private StartLine() {
    }

    /** Looks at the bytes from {@code from} on. */
    static Verdict of(ByteView stream, int from) {
        int start = from;
        int last = Math.min(stream.length(), from + MAX_EMPTY);
        while (start < last && (stream.u8(start) == '\r' || stream.u8(start) == '\n')) {
            start++;
        }
        if (start == last) {
            return start == from || start == from + MAX_EMPTY ? Verdict.NO : Verdict.OPEN;
        }
        return agrees(stream, start, VERSION) ? response(stream, start) : request(stream, start);
    }

    private static Verdict response(ByteView stream, int start) {
        int digits = start + VERSION.length;
        int length = stream.length();
        if (length > digits && !digit(stream.u8(digits))
            || length > digits + 1 && stream.u8(digits + 1) != ' ') {
            return Verdict.NO;
        }
        for (int i = digits + 2; i < Math.min(length, digits + 5); i++) {
            if (!digit(stream.u8(i))) {
                return Verdict.NO;
            }
        }
        return length < digits + 5 ? Verdict.OPEN : Verdict.RESPONSE;
    }

    private static Verdict request(ByteView stream, int start) {
        int end = start;
        int last = Math.min(stream.length(), start + MAX_METHOD + 1);
        while (end < last && methodByte(stream.u8(end))) {
            end++;
        }
        if (end == stream.length()) {
            return end - start <= MAX_METHOD ? Verdict.OPEN : Verdict.NO;
        }
        if (end == start || end - start > MAX_METHOD || stream.u8(end) != ' ') {
            return Verdict.NO;
        }
        boolean known = known(stream, start, end);
        return known || end - start >= MIN_EXTENSION ? target(stream, start, end + 1, known) : Verdict.NO;
    }

    private static Verdict target(ByteView stream, int start, int target, boolean known) {
        if (known && target < stream.length() && agrees(stream, target, VERSION)) {
            return stream.length() > target + VERSION.length ? Verdict.REQUEST : Verdict.OPEN;
        }
        int limit = Math.min(stream.length(), start + MAX_LINE);
        int end = target;
        while (end < limit && stream.u8(end) > ' ' && stream.u8(end) != 0x7f) {
            end++;
        }
        if (end > target && !targetStart(stream, start, target)) {
            return Verdict.NO;
        }
        if (end == limit) {
            return open(known, end - target);
        }
        if (stream.u8(end) != ' ' || end == target) {
            return Verdict.NO;
        }
        return version(stream, end, known, end - target);
    }

    private static Verdict open(boolean known, int targetLength) {
        return known && targetLength >= TELLING_TARGET ? Verdict.OPEN_REQUEST : Verdict.OPEN;
    }

    /** Targets may hold blanks where clients are careless: the version is what follows the last one of the line. */
    private static Verdict version(ByteView stream, int firstBlank, boolean known, int targetLength) {
        int limit = Math.min(stream.length(), firstBlank + MAX_LINE);
        int newline = stream.indexOf('\n', firstBlank, limit);
        if (newline < 0) {
            if (agrees(stream, firstBlank + 1, VERSION)) {
                return stream.length() > firstBlank + 1 + VERSION.length ? Verdict.REQUEST : Verdict.OPEN;
            }
            return open(known, targetLength);
        }
        int end = newline > firstBlank && stream.u8(newline - 1) == '\r' ? newline - 1 : newline;
        int version = end - VERSION.length - 1;
        boolean proven = version > firstBlank && stream.u8(version - 1) == ' ' && stream.matches(version, VERSION)
            && digit(stream.u8(end - 1));
        return proven ? Verdict.REQUEST : Verdict.NO;
    }

    /** Origin form, absolute form, and the two forms that belong to one method each. */
    private static boolean targetStart(ByteView stream, int method, int target) {
        int first = stream.u8(target);
        return switch (first) {
            case '/' -> true;
            case '*' -> stream.matches(method, OPTIONS);
            default -> agrees(stream, target, WHOLE_URI) || stream.matches(method, CONNECT) && authorityByte(first);
        };
    }

    private static boolean authorityByte(int b) {
        return digit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '[';
    }

    private static boolean known(ByteView stream, int start, int end) {
        for (byte[] method : METHODS) {
            if (method.length == end - start && stream.matches(start, method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the bytes at {@code at}, as far as they are there, are those of {@code literal}. */
    private static boolean agrees(ByteView stream, int at, byte[] literal) {
        int common = Math.min(literal.length, stream.length() - at);
        for (int i = 0; i < common; i++) {
            if (stream.u8(at + i) != literal[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean methodByte(int b) {
        return b >= 'A' && b <= 'Z' || b == '-' || b == '_';
    }

    private static boolean digit(int b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] methods(String... names) {
        byte[][] methods = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            methods[i] = ascii(names[i]);
        }
        return methods;
    }
}
