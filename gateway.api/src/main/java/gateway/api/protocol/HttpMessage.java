package gateway.api.protocol;

import gateway.api.packet.ByteView;
import java.util.List;
import java.util.Optional;

/**
 * HTTP/1.x as gateway.protocol.http hands it to the parsers over {@code http} (RFC 9112). Header names are compared
 * without case; values are bytes as characters (ISO 8859-1), trimmed.
 */
public sealed interface HttpMessage extends Message {
    /**
     * One header line.
     *
     * @param offset where the value begins in the stream of its direction; {@link DissectionEvent.ListedPeer#NOWHERE}
     *     where it does not stand there in one piece
     */
    record Header(String name, String value, long offset) {
        /** One that stands nowhere. */
        public Header(String name, String value) {
            this(name, value, DissectionEvent.ListedPeer.NOWHERE);
        }
    }

    /**
     * The head of a request.
     *
     * @param method as sent
     * @param target path and query, or a whole URI as proxies are sent, as sent
     * @param version for instance {@code HTTP/1.1}; empty for HTTP/0.9
     * @param headers in order
     */
    record Request(String method, String target, String version, List<Header> headers) implements HttpMessage {
        /** The first header of that name. */
        public Optional<String> header(String name) {
            return first(headers, name);
        }
    }

    /**
     * The head of a response.
     *
     * @param status 100 to 599
     */
    record Response(String version, int status, String reason, List<Header> headers) implements HttpMessage {
        /** The first header of that name. */
        public Optional<String> header(String name) {
            return first(headers, name);
        }
    }

    /**
     * A body follows, and this is what it is of its file. Comes behind the head, and only where there is a body.
     *
     * @param transfer a number that no other body of the flow has, for the events of who reports it
     * @param first where in the file the body begins
     * @param length of the body in bytes; {@link DissectionEvent#UNKNOWN_SIZE} if nobody said it
     * @param size of the whole file in bytes; {@link DissectionEvent#UNKNOWN_SIZE} if it was not said
     * @param untilClose whether the connection's end is the body's end
     */
    record Content(long transfer, long first, long length, long size, boolean untilClose) implements HttpMessage {
    }

    /**
     * A part of a body, in order, chunk framing taken off.
     *
     * @param streamOffset where the bytes begin in the stream of their direction
     * @param bodyOffset where they begin in the body
     * @param bytes the part
     * @param last whether the body ends with it; never said of a body that ends with the connection
     */
    record Body(long streamOffset, long bodyOffset, ByteView bytes, boolean last) implements HttpMessage {
    }

    private static Optional<String> first(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }
}
