package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the two or three heads of a handshake: a first line, header lines, an empty line.
 *
 * @param firstLine {@code GNUTELLA CONNECT/0.6}, {@code GNUTELLA/0.6 200 OK}, or {@code GNUTELLA OK} of version 0.4
 * @param fields in order
 * @param oddLines how many lines were no headers, or too many
 */
record HandshakeHead(String firstLine, List<Field> fields, int oddLines) {
    /** What all first lines begin with. */
    static final byte[] START = Text.bytes("GNUTELLA");
    /** Longer heads are given up. */
    static final int MAX_HEAD = 8 * 1024;
    /** Lines beyond this many are left out. */
    static final int MAX_FIELDS = 64;
    private static final String REQUEST = "GNUTELLA CONNECT/";
    private static final String ANSWER = "GNUTELLA/";
    private static final String OLD_ANSWER = "GNUTELLA OK";
    private static final int OK = 200;

    /** A header line; {@code offset} is where the value begins in the view. */
    record Field(String name, String value, int offset) {
    }

    /** Index behind the empty line of the head that begins at {@code from}, searched from {@code search}; or -1. */
    static int end(ByteView bytes, int from, int search) {
        int limit = Math.min(bytes.length(), from + MAX_HEAD);
        int newline = bytes.indexOf('\n', search, limit);
        while (newline >= 0) {
            int next = newline + 1;
            if (next < limit && bytes.u8(next) == '\r') {
                next++;
            }
            if (next < limit && bytes.u8(next) == '\n') {
                return next + 1;
            }
            newline = bytes.indexOf('\n', newline + 1, limit);
        }
        return -1;
    }

    /** Reads the head in [from, end). */
    static HandshakeHead read(ByteView bytes, int from, int end) {
        List<Field> fields = new ArrayList<>();
        String firstLine = "";
        int odd = 0;
        int at = from;
        while (at < end) {
            int newline = bytes.indexOf('\n', at, end);
            int lineEnd = newline > at && bytes.u8(newline - 1) == '\r' ? newline - 1 : newline;
            String line = bytes.text(at, lineEnd - at);
            if (at == from) {
                firstLine = line.strip();
            } else if (!line.isEmpty()) {
                int colon = line.indexOf(':');
                if (colon > 0 && fields.size() < MAX_FIELDS) {
                    fields.add(field(line, colon, at));
                } else {
                    odd++;
                }
            }
            at = newline + 1;
        }
        return new HandshakeHead(firstLine, fields, odd);
    }

    private static Field field(String line, int colon, int at) {
        int value = colon + 1;
        while (value < line.length() && line.charAt(value) <= ' ') {
            value++;
        }
        return new Field(line.substring(0, colon).strip(), line.substring(value).stripTrailing(), at + value);
    }

    /** Whether the first line is that of any head. */
    boolean wellFormed() {
        return isRequest() || status() > 0;
    }

    boolean isRequest() {
        return firstLine.regionMatches(true, 0, REQUEST, 0, REQUEST.length());
    }

    /** For instance {@code 0.6}; 0.4 where the first line does not say it. */
    String version() {
        int slash = firstLine.indexOf('/');
        int blank = firstLine.indexOf(' ', slash + 1);
        return slash < 0 ? "0.4" : Text.cut(firstLine.substring(slash + 1, blank < 0 ? firstLine.length() : blank));
    }

    /** The code of an answer, 0 if it has none. */
    int status() {
        if (firstLine.regionMatches(true, 0, OLD_ANSWER, 0, OLD_ANSWER.length())) {
            return OK;
        }
        int blank = firstLine.indexOf(' ');
        boolean answer = firstLine.regionMatches(true, 0, ANSWER, 0, ANSWER.length())
            && firstLine.length() >= blank + 4 && blank > 0;
        return answer ? (int) Math.max(0, Text.number(firstLine.substring(blank + 1, blank + 4))) : 0;
    }

    /** Whether this side agrees to talk. */
    boolean agrees() {
        return status() == OK;
    }

    /** Whether a direction goes on with binary messages at once: nobody answers the answer to version 0.4. */
    boolean isOld() {
        return version().startsWith("0.4");
    }

    /** The first header of that name. */
    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name.equalsIgnoreCase(name)).findFirst();
    }

    /** Whether one of the header's words is this one, in lower case. */
    boolean says(String name, String word) {
        return fields.stream().anyMatch(field -> field.name.equalsIgnoreCase(name)
            && field.value.toLowerCase(Locale.ROOT).contains(word));
    }
}
