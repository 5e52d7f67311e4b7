package gateway.protocol.bittorrent;

import gateway.api.protocol.DissectionEvent.ListRequested;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import java.util.stream.Stream;

/**
 * What to write over {@code Accept-Encoding} in a request, so that the answer comes as it is (RFC 9110, 12.5.3): {@code
 * identity} where there is room for it, else nothing, which says the same. Blanks behind a value are not part of it.
 */
final class PlainAnswer {
    private static final String HEADER = "Accept-Encoding";
    private static final String PLAIN = "identity";

    private PlainAnswer() {
    }

    /** One for each header that asks for more than plain answers, if it stands in the stream in one piece. */
    static Stream<ListRequested> wishes(HttpMessage.Request request) {
        return request.headers().stream().filter(PlainAnswer::asksForMore)
            .map(header -> new ListRequested(header.offset(), over(header.value().length())));
    }

    private static boolean asksForMore(Header header) {
        return header.name().equalsIgnoreCase(HEADER) && header.offset() != ListedPeer.NOWHERE
            && !header.value().isEmpty() && !header.value().equalsIgnoreCase(PLAIN);
    }

    private static String over(int length) {
        return length < PLAIN.length() ? " ".repeat(length) : PLAIN + " ".repeat(length - PLAIN.length());
    }
}
