package gateway.protocol.http;

import gateway.api.packet.ByteView;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Bytes to heads and chunk sizes (RFC 9112). Pure, total: any bytes get an answer, none an exception. */
final class HttpWire {
    /** Heads longer than this are not read; servers commonly stop at 8 KB. */
    static final int MAX_HEAD = 16 * 1024;
    /** Header lines beyond this many are left out. */
    static final int MAX_HEADERS = 128;
    /** A chunk's size with its extensions. */
    static final int MAX_CHUNK_LINE = 256;
    private static final int MAX_CHUNK_DIGITS = 15;
    private static final int SHOWN = 80;

    /** What is odd about a head; each has misled some implementation. */
    enum Flaw {
        /** The request line lacks its target. */
        NO_TARGET,
        /** A value goes on in the next line (RFC 9112, section 5.2). */
        FOLDED_HEADER,
        /** A blank stands before the colon: two readings of the name (section 5.1). */
        BLANK_BEFORE_COLON,
        /** A line is no header. */
        HEADER_WITHOUT_COLON,
        /** Bytes that no header may hold. */
        CONTROL_BYTE,
        /** Lines were left out. */
        TOO_MANY_HEADERS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One head.
     *
     * @param message a request or a response; null where the first line is neither
     * @param flaws what is odd about it
     * @param firstLine its beginning, to be shown
     */
    record Head(HttpMessage message, Set<Flaw> flaws, String firstLine) {
    }

    private HttpWire() {
    }

    /** Where the head that begins at {@code from} ends, searched from {@code search} on; -1 if not in sight. */
    static int headEnd(ByteView bytes, int from, int search) {
        int limit = Math.min(bytes.length(), from + MAX_HEAD);
        int newline = bytes.indexOf('\n', search, limit);
        while (newline >= 0) {
            if (newline + 1 < limit && bytes.u8(newline + 1) == '\n') {
                return newline + 2;
            }
            if (newline + 2 < limit && bytes.u8(newline + 1) == '\r' && bytes.u8(newline + 2) == '\n') {
                return newline + 3;
            }
            newline = bytes.indexOf('\n', newline + 1, limit);
        }
        return -1;
    }

    /**
     * Reads the head in [from, end).
     *
     * @param base where the view's first byte lies in the stream
     */
    static Head head(ByteView bytes, int from, int end, long base) {
        int lineEnd = bytes.indexOf('\n', from, end);
        String firstLine = line(bytes, from, lineEnd);
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        List<Header> headers = headers(bytes, lineEnd + 1, end, base, flaws);
        String shown = firstLine.substring(0, Math.min(SHOWN, firstLine.length()));
        HttpMessage message = message(firstLine, headers);
        if (message instanceof HttpMessage.Request request && request.target().isEmpty()) {
            flaws.add(Flaw.NO_TARGET);
        }
        return new Head(message, flaws, shown);
    }

    /** The size of a chunk whose line is [from, newline); -1 if it has none. */
    static long chunkSize(ByteView bytes, int from, int newline) {
        long size = 0;
        int digits = 0;
        while (from + digits < newline) {
            int digit = Character.digit(bytes.u8(from + digits), 16);
            if (digit < 0) {
                break;
            }
            if (++digits > MAX_CHUNK_DIGITS) {
                return -1;
            }
            size = size << 4 | digit;
        }
        int after = from + digits < newline ? bytes.u8(from + digits) : '\r';
        boolean delimited = after == '\r' || after == ';' || after == ' ' || after == '\t';
        return digits > 0 && delimited ? size : -1;
    }

    private static HttpMessage message(String line, List<Header> headers) {
        return line.startsWith("HTTP/") ? response(line, headers) : request(line, headers);
    }

    private static HttpMessage response(String line, List<Header> headers) {
        int blank = line.indexOf(' ');
        if (blank < 0 || line.length() < blank + 4) {
            return null;
        }
        int status = 0;
        for (int i = blank + 1; i < blank + 4; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            status = status * 10 + digit;
        }
        boolean known = status >= 100 && status <= 599;
        String reason = line.substring(blank + 4).strip();
        return known ? new HttpMessage.Response(line.substring(0, blank), status, reason, headers) : null;
    }

    private static HttpMessage request(String line, List<Header> headers) {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || !line.startsWith("HTTP/", last + 1)) {
            return null;
        }
        String target = last > first ? line.substring(first + 1, last) : "";
        return new HttpMessage.Request(line.substring(0, first), target, line.substring(last + 1), headers);
    }

    private static List<Header> headers(ByteView bytes, int from, int end, long base, Set<Flaw> flaws) {
        List<Header> headers = new ArrayList<>();
        int at = from;
        while (at < end) {
            int newline = bytes.indexOf('\n', at, end);
            int lineEnd = newline < 0 ? end : newline;
            String line = line(bytes, at, lineEnd);
            if (!line.isEmpty()) {
                add(line, base + at, headers, flaws);
            }
            at = lineEnd + 1;
        }
        return List.copyOf(headers);
    }

    private static void add(String line, long offset, List<Header> headers, Set<Flaw> flaws) {
        if (hasControlByte(line)) {
            flaws.add(Flaw.CONTROL_BYTE);
        }
        int colon = line.indexOf(':');
        if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && !headers.isEmpty()) {
            flaws.add(Flaw.FOLDED_HEADER);
            Header folded = headers.remove(headers.size() - 1);
            headers.add(new Header(folded.name(), (folded.value() + " " + line.strip()).strip()));
        } else if (colon <= 0) {
            flaws.add(Flaw.HEADER_WITHOUT_COLON);
        } else if (headers.size() == MAX_HEADERS) {
            flaws.add(Flaw.TOO_MANY_HEADERS);
        } else {
            String name = line.substring(0, colon).strip();
            if (name.length() < colon) {
                flaws.add(Flaw.BLANK_BEFORE_COLON);
            }
            int value = colon + 1;
            while (value < line.length() && Character.isWhitespace(line.charAt(value))) {
                value++;
            }
            headers.add(new Header(name, line.substring(value).strip(), offset + value));
        }
    }

    private static boolean hasControlByte(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** The line in [from, newline) without its carriage return. */
    private static String line(ByteView bytes, int from, int newline) {
        int end = newline > from && bytes.u8(newline - 1) == '\r' ? newline - 1 : newline;
        return bytes.text(from, end - from);
    }
}
