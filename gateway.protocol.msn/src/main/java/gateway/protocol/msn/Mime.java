package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Header lines and where the body begins: the payload of a message, and the body of an invitation, which is lines of
 * the same form.
 *
 * @param fields in order
 * @param body where the bytes behind the empty line begin
 * @param flaws names of what is not as it has to be
 */
record Mime(List<Field> fields, int body, Set<String> flaws) {
    /** More lines than this are not read. */
    static final int MAX_FIELDS = 64;
    private static final Set<String> LISTS = Set.of("ipv4internal-addrs", "ipv4external-addrs");

    /**
     * A line.
     *
     * @param name in lower case
     * @param value as UTF-8, blanks around it taken off
     * @param offset where the value begins in the bytes
     * @param length of the value in bytes
     */
    record Field(String name, String value, int offset, int length) {
    }

    /** The lines from {@code from} up to an empty one, or to the end. */
    static Mime parse(ByteView bytes, int from) {
        List<Field> fields = new ArrayList<>();
        Set<String> flaws = new TreeSet<>();
        int at = from;
        while (at < bytes.length()) {
            int newline = bytes.indexOf('\n', at, bytes.length());
            int next = newline < 0 ? bytes.length() : newline + 1;
            int end = newline < 0 ? bytes.length() : newline;
            if (end > at && bytes.u8(end - 1) == '\r') {
                end--;
            } else if (newline >= 0) {
                flaws.add("bare_line_feed");
            }
            if (end == at) {
                return new Mime(fields, next, flaws);
            }
            if (fields.size() == MAX_FIELDS) {
                flaws.add("too_many_headers");
            } else {
                line(bytes, at, end, fields, flaws);
            }
            at = next;
        }
        return new Mime(fields, bytes.length(), flaws);
    }

    private static void line(ByteView bytes, int from, int to, List<Field> fields, Set<String> flaws) {
        int colon = bytes.indexOf(':', from, to);
        if (bytes.u8(from) == ' ' || bytes.u8(from) == '\t') {
            flaws.add("folded_header");
            return;
        }
        if (colon <= from) {
            flaws.add("header_without_name");
            return;
        }
        int start = colon + 1;
        int end = to;
        while (start < end && bytes.u8(start) <= ' ') {
            start++;
        }
        while (end > start && bytes.u8(end - 1) <= ' ') {
            end--;
        }
        String name = bytes.text(from, colon - from).strip().toLowerCase(Locale.ROOT);
        if (!LISTS.contains(name) && fields.stream().anyMatch(field -> field.name.equals(name))) {
            flaws.add("repeated_header");
        }
        String value = new String(bytes.copy(start, end - start), StandardCharsets.UTF_8);
        fields.add(new Field(name, value, start, end - start));
    }

    /** The first value of that name, which is given in lower case; empty if there is none. */
    String value(String name) {
        for (Field field : fields) {
            if (field.name.equals(name)) {
                return field.value;
            }
        }
        return "";
    }

    /** All lines of that name, which is given in lower case. */
    List<Field> all(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).toList();
    }

    boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** Whether one of the content types begins with this, which is given in lower case. */
    boolean isType(String type) {
        return all("content-type").stream().anyMatch(field -> field.value.toLowerCase(Locale.ROOT).startsWith(type));
    }
}
