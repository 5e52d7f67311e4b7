package gateway.protocol.http;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import java.util.List;
import java.util.Locale;

/**
 * What a body is of its file: RFC 9110, sections 14.4 and 15.3.7.
 *
 * @param first where in the file it begins
 * @param length in bytes, or {@link DissectionEvent#UNKNOWN_SIZE}
 * @param size of the file in bytes, or {@link DissectionEvent#UNKNOWN_SIZE}
 * @param anomaly its name, empty if nothing is odd
 */
record Extent(long first, long length, long size, String anomaly) {
    private static final long UNKNOWN = DissectionEvent.UNKNOWN_SIZE;
    private static final int PARTIAL = 206;
    private static final String UNIT = "bytes ";

    /** Of an uploaded body, which may be a part, too. */
    static Extent of(HttpMessage.Request request, Framing framing) {
        long length = length(framing);
        return request.header("Content-Range").isPresent() ? ranged(request.headers(), length)
            : new Extent(0, length, length, "");
    }

    /** Of a response's body. Only an answer with status 206 is a part, whatever else says a range. */
    static Extent of(HttpMessage.Response response, Framing framing) {
        long length = length(framing);
        if (response.status() != PARTIAL) {
            return new Extent(0, length, length, "");
        }
        String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/byteranges")) {
            return new Extent(0, length, UNKNOWN, "several_ranges");
        }
        return ranged(response.headers(), length);
    }

    private static long length(Framing framing) {
        return framing.kind() == Framing.Kind.LENGTH ? framing.length() : UNKNOWN;
    }

    private static Extent ranged(List<Header> headers, long length) {
        List<String> said = headers.stream().filter(header -> header.name().equalsIgnoreCase("Content-Range"))
            .map(Header::value).distinct().toList();
        if (said.isEmpty()) {
            return new Extent(0, length, UNKNOWN, "no_content_range");
        }
        return said.size() > 1 ? bad(length) : parse(said.get(0), length);
    }

    /** {@code bytes 0-499/1234}, the size perhaps {@code *}. */
    private static Extent parse(String range, long length) {
        int dash = range.indexOf('-');
        int slash = range.indexOf('/');
        if (!range.regionMatches(true, 0, UNIT, 0, UNIT.length()) || dash < 0 || slash < dash) {
            return bad(length);
        }
        long first = Text.number(range.substring(UNIT.length(), dash).strip());
        long last = Text.number(range.substring(dash + 1, slash).strip());
        String total = range.substring(slash + 1).strip();
        long size = total.equals("*") ? UNKNOWN : Text.number(total);
        boolean sizeless = size == UNKNOWN && total.equals("*");
        if (first < 0 || last < first || !sizeless && size <= last) {
            return bad(length);
        }
        boolean differs = length != UNKNOWN && length != last - first + 1;
        return new Extent(first, length == UNKNOWN ? last - first + 1 : length, size, differs ? "range_differs" : "");
    }

    private static Extent bad(long length) {
        return new Extent(0, length, UNKNOWN, "bad_content_range");
    }
}
