package gateway.protocol.http;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import java.util.List;

/**
 * Frames the messages of one direction: heads, bodies by length, in chunks or until the close, and whatever comes
 * next. Which side is the client shows in the heads, so a flow picked up midstream may be the wrong way round.
 */
final class MessageReader {
    private static final int LINE_END = 2;

    private enum State { PRELUDE, HEAD, BODY, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILER, UNTIL_CLOSE, GIVEN_UP }

    private final Direction direction;
    private final HttpDissector connection;
    private final ByteView part = new ByteView();
    private State state;
    /** Whether a head was read; before it, other bytes mean another protocol. */
    private boolean started;
    /** Picked up in the middle of a message, and no head was seen yet. */
    private boolean unsynchronised;
    /** Where the first byte of the view at hand lies in the stream. */
    private long base;
    /** Whether the first line of the head at hand was found good. */
    private boolean lineSeen;
    /** How much of the unconsumed bytes was searched for the end of a head. */
    private int searched;
    private long remaining;
    private long bodyOffset;
    private int trailerBytes;
    /** Of the body at hand; null where it has no parts. */
    private PartNames partNames;

    MessageReader(Direction direction, HttpDissector connection, boolean midstream) {
        this.direction = direction;
        this.connection = connection;
        this.unsynchronised = midstream;
        this.state = midstream ? State.HEAD : State.PRELUDE;
    }

    /** Reads as far as the bytes go. */
    Progress read(ByteView bytes) {
        int at = 0;
        while (at < bytes.length() && state != State.GIVEN_UP) {
            int next = step(bytes, at);
            if (next < 0) {
                return leave(at);
            }
            at = next;
        }
        if (state == State.GIVEN_UP) {
            return started ? Progress.DONE : connection.notHttp();
        }
        base += bytes.length();
        return connection.tunnel() ? Progress.DONE : Progress.OK;
    }

    /** Whether nothing that this direction said was HTTP. */
    boolean notHttpAtAll() {
        return state == State.GIVEN_UP && !started;
    }

    /** How many bytes of a body of known length are still to come, in one piece; 0 where parts in it have names. */
    long restOfBody() {
        return state == State.BODY && partNames == null ? remaining : 0;
    }

    /** Bytes are lost for good: inside a body whose end is known that is no harm. */
    Progress skip(long missing) {
        boolean sized = state == State.BODY || state == State.CHUNK_DATA;
        if (missing <= 0 || !(sized && missing <= remaining || state == State.UNTIL_CLOSE)) {
            return Progress.DONE;
        }
        boolean last = state == State.BODY && missing == remaining;
        endParts(true);
        base += missing;
        advance(missing);
        if (last) {
            say(base, new ByteView(), true);
        }
        return Progress.OK;
    }

    private Progress leave(int consumed) {
        base += consumed;
        return Progress.needMore(consumed, 0);
    }

    /** One step; answers where the next one begins, negative if more bytes are needed first. */
    private int step(ByteView bytes, int at) {
        return switch (state) {
            case PRELUDE -> prelude(bytes);
            case HEAD -> head(bytes, at);
            case BODY, CHUNK_DATA, UNTIL_CLOSE -> body(bytes, at);
            case CHUNK_SIZE -> chunkSize(bytes, at);
            case CHUNK_END -> chunkEnd(bytes, at);
            case TRAILER -> trailer(bytes, at);
            case GIVEN_UP -> bytes.length();
        };
    }

    /** The first step of a direction: nothing was consumed yet. */
    private int prelude(ByteView bytes) {
        int length = Prelude.length(bytes);
        if (length != Socks.INCOMPLETE) {
            state = State.HEAD;
        }
        return length;
    }

    private int head(ByteView bytes, int at) {
        int first = bytes.u8(at);
        if (first == '\r' || first == '\n') {
            return at + 1;
        }
        if (!lineSeen && !plausible(bytes, at)) {
            return bytes.length();
        }
        int end = HttpWire.headEnd(bytes, at, at + searched);
        if (end < 0) {
            searched = Math.max(0, bytes.length() - at - LINE_END);
            return bytes.length() - at > HttpWire.MAX_HEAD ? giveUp("head_too_long", "") : -1;
        }
        searched = 0;
        lineSeen = false;
        begin(HttpWire.head(bytes, at, end, base));
        return end;
    }

    /** Whether a message may begin at {@code at}; otherwise says what that means for the flow. */
    private boolean plausible(ByteView bytes, int at) {
        if (StartLine.of(bytes, at) != StartLine.Verdict.NO) {
            lineSeen = bytes.indexOf('\n', at, bytes.length()) >= 0;
            return true;
        }
        if (!unsynchronised) {
            notHttp();
        }
        return false;
    }

    /** Behind a message this is an anomaly, at the front of a flow it is another protocol. */
    private void notHttp() {
        if (started) {
            connection.anomaly("bad_start_line", "");
        }
        state = State.GIVEN_UP;
    }

    private void begin(HttpWire.Head head) {
        if (head.message() == null) {
            notHttp();
            return;
        }
        started = true;
        for (HttpWire.Flaw flaw : head.flaws()) {
            connection.anomaly(flaw.text(), head.firstLine());
        }
        unsynchronised = false;
        bodyOffset = 0;
        if (head.message() instanceof HttpMessage.Request request) {
            request(request, head.firstLine());
        } else {
            response((HttpMessage.Response) head.message(), head.firstLine());
        }
    }

    private void request(HttpMessage.Request request, String firstLine) {
        Asked asked = connection.onRequest(direction, request);
        if (asked == null) {
            state = State.GIVEN_UP;
            return;
        }
        Framing framing = framed(Framing.of(request), firstLine);
        if (framing.hasBody()) {
            connection.onContent(direction, request, asked, framing);
            expectParts(request.headers(), asked, "");
        }
    }

    private void response(HttpMessage.Response response, String firstLine) {
        Asked asked = connection.onResponse(direction, response);
        Framing framing = framed(Framing.of(response, asked.method()), firstLine);
        if (framing.hasBody() && !connection.tunnel()) {
            connection.onContent(direction, response, asked, framing);
            expectParts(response.headers(), asked, Integer.toString(response.status()));
        }
    }

    private void expectParts(List<HttpMessage.Header> headers, Asked asked, String status) {
        partNames = PartNames.of(headers, (names, whole) -> {
            if (!whole) {
                connection.anomaly("part_header_too_long", "");
            }
            connection.onNames(names, Described.attributes(asked, List.of(), status));
        });
    }

    private Framing framed(Framing framing, String firstLine) {
        if (!framing.anomaly().isEmpty()) {
            connection.anomaly(framing.anomaly(), firstLine);
        }
        frame(framing);
        return framing;
    }

    private void frame(Framing framing) {
        remaining = framing.length();
        state = switch (framing.kind()) {
            case NONE -> State.HEAD;
            case LENGTH -> State.BODY;
            case CHUNKED -> State.CHUNK_SIZE;
            case UNTIL_CLOSE -> State.UNTIL_CLOSE;
            case UNKNOWABLE -> State.GIVEN_UP;
        };
        if (connection.tunnel()) {
            state = State.GIVEN_UP;
        }
    }

    private int body(ByteView bytes, int at) {
        int there = bytes.length() - at;
        int length = state == State.UNTIL_CLOSE ? there : (int) Math.min(there, remaining);
        boolean last = state == State.BODY && length == remaining;
        if (partNames != null) {
            // Between chunks stands framing, and behind a body without an end nothing may come: those do not wait.
            length = partNames.take(bytes, at, length, state == State.BODY && !last);
            if (length == 0) {
                return -1;
            }
        }
        endParts(last);
        say(base + at, part.aim(bytes, at, length), last);
        advance(length);
        return at + length;
    }

    /** So much of the body went by, read or lost. */
    private void advance(long length) {
        bodyOffset += length;
        if (state != State.UNTIL_CLOSE) {
            remaining -= length;
            if (remaining == 0) {
                state = state == State.BODY ? State.HEAD : State.CHUNK_END;
            }
        }
    }

    private int chunkSize(ByteView bytes, int at) {
        int newline = bytes.indexOf('\n', at, at + HttpWire.MAX_CHUNK_LINE);
        if (newline < 0) {
            return bytes.length() - at < HttpWire.MAX_CHUNK_LINE ? -1 : giveUp("bad_chunk", "size line too long");
        }
        long size = HttpWire.chunkSize(bytes, at, newline);
        if (size < 0) {
            return giveUp("bad_chunk", "size is no number");
        }
        remaining = size;
        trailerBytes = 0;
        state = size == 0 ? State.TRAILER : State.CHUNK_DATA;
        return newline + 1;
    }

    private int chunkEnd(ByteView bytes, int at) {
        if (bytes.u8(at) == '\n') {
            state = State.CHUNK_SIZE;
            return at + 1;
        }
        if (bytes.u8(at) != '\r') {
            return giveUp("bad_chunk", "longer than its size");
        }
        if (bytes.length() - at < LINE_END) {
            return -1;
        }
        if (bytes.u8(at + 1) != '\n') {
            return giveUp("bad_chunk", "longer than its size");
        }
        state = State.CHUNK_SIZE;
        return at + LINE_END;
    }

    /** Trailer fields are of no interest here; an empty line ends them and the body. */
    private int trailer(ByteView bytes, int at) {
        int newline = bytes.indexOf('\n', at, bytes.length());
        if (newline < 0) {
            return bytes.length() - at < HttpWire.MAX_HEAD ? -1 : giveUp("head_too_long", "trailer");
        }
        trailerBytes += newline + 1 - at;
        if (trailerBytes > HttpWire.MAX_HEAD) {
            return giveUp("head_too_long", "trailer");
        }
        if (newline == at || newline == at + 1 && bytes.u8(at) == '\r') {
            endParts(true);
            say(base + newline + 1, part.aim(bytes, newline + 1, 0), true);
            state = State.HEAD;
        }
        return newline + 1;
    }

    private void endParts(boolean over) {
        if (over && partNames != null) {
            partNames.end();
        }
    }

    private void say(long streamOffset, ByteView bytes, boolean last) {
        connection.onBody(direction, new HttpMessage.Body(streamOffset, bodyOffset, bytes, last));
    }

    private int giveUp(String what, String detail) {
        connection.anomaly(what, detail);
        state = State.GIVEN_UP;
        started = true;
        return Integer.MAX_VALUE;
    }
}
