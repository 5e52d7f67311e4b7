package gateway.protocol.http;

import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import java.util.List;
import java.util.Locale;

/**
 * Where a body ends: RFC 9112, section 6.3. Whatever two receivers may understand differently is named as an
 * anomaly; where no reading is the right one the rest of the flow cannot be read.
 *
 * @param kind how the end is found
 * @param length of the body, with {@link Kind#LENGTH}
 * @param anomaly its name, empty if the message is sound
 */
record Framing(Kind kind, long length, String anomaly) {
    enum Kind { NONE, LENGTH, CHUNKED, UNTIL_CLOSE, UNKNOWABLE }

    private static final Framing NONE = new Framing(Kind.NONE, 0, "");
    private static final Framing UNTIL_CLOSE = new Framing(Kind.UNTIL_CLOSE, 0, "");
    private static final long ABSENT = -1;
    private static final long INVALID = -2;
    private static final long DIFFERING = -3;

    /** Whether bytes of a body may follow. */
    boolean hasBody() {
        return kind == Kind.LENGTH || kind == Kind.CHUNKED || kind == Kind.UNTIL_CLOSE;
    }

    static Framing of(HttpMessage.Request request) {
        return of(request.version(), request.headers(), NONE);
    }

    /** The framing of a response to a request of that method, empty where nobody knows it. */
    static Framing of(HttpMessage.Response response, String method) {
        int status = response.status();
        if (status < 200 || status == 204 || status == 304 || "HEAD".equals(method)) {
            return NONE;
        }
        return of(response.version(), response.headers(), UNTIL_CLOSE);
    }

    private static Framing of(String version, List<Header> headers, Framing otherwise) {
        long length = contentLength(headers);
        String coding = transferCoding(headers);
        if (!coding.isEmpty()) {
            return coded(version, coding, length, otherwise);
        }
        if (length == INVALID) {
            return new Framing(Kind.UNKNOWABLE, 0, "bad_content_length");
        }
        if (length == DIFFERING) {
            return new Framing(Kind.UNKNOWABLE, 0, "differing_content_lengths");
        }
        if (length == ABSENT) {
            return otherwise;
        }
        return length == 0 ? NONE : new Framing(Kind.LENGTH, length, "");
    }

    /** Chunks win over a length (RFC 9112, 6.3, third rule), but whoever sends both may be smuggling. */
    private static Framing coded(String version, String coding, long length, Framing otherwise) {
        boolean chunkedLast = coding.equals("chunked") || coding.endsWith(",chunked");
        if (!chunkedLast) {
            boolean response = otherwise.kind == Kind.UNTIL_CLOSE;
            return new Framing(response ? Kind.UNTIL_CLOSE : Kind.UNKNOWABLE, 0, "odd_transfer_coding");
        }
        String anomaly = length != ABSENT ? "both_lengths" : version.equals("HTTP/1.0") ? "chunks_in_http_1_0" : "";
        return new Framing(Kind.CHUNKED, 0, anomaly);
    }

    /** All codings of all fields, in order, without blanks, in lower case. */
    private static String transferCoding(List<Header> headers) {
        String all = "";
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Transfer-Encoding")) {
                String value = header.value().replaceAll("[ \t]", "").toLowerCase(Locale.ROOT);
                all = all.isEmpty() ? value : all + "," + value;
            }
        }
        return all;
    }

    private static long contentLength(List<Header> headers) {
        long agreed = ABSENT;
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Content-Length")) {
                for (String one : header.value().split(",", -1)) {
                    long length = Text.number(one.strip());
                    if (length < 0) {
                        return INVALID;
                    }
                    if (agreed != ABSENT && agreed != length) {
                        return DIFFERING;
                    }
                    agreed = length;
                }
            }
        }
        return agreed;
    }
}
