package gateway.protocol.http;

import gateway.api.packet.ByteView;
import gateway.api.protocol.HttpMessage.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Finds the lines in a body of several parts that name files (RFC 2046, RFC 7578). It goes by the name of the header
 * at the beginning of a line alone: which line is a border is what receivers do not agree on, and parts may be within
 * parts.
 */
final class PartNames {
    /** A longer line is judged by what it holds up to here. */
    static final int MAX_LINE = HttpWire.MAX_HEAD;
    private static final byte[] NAME = "content-disposition".getBytes(StandardCharsets.US_ASCII);

    private enum State { OTHER, NAME, COLON, VALUE, FOLDED }

    /** Told of the names in one header. */
    interface Listener {
        void onNames(List<String> names, boolean whole);
    }

    private final Listener listener;
    private final StringBuilder value = new StringBuilder();
    private State state = State.NAME;
    private int matched;
    /** Where the line began that may be a header, in the view at hand. */
    private int lineBegan;
    /** A part of that line has gone on, and does not come again. */
    private boolean goneOn;

    private PartNames(Listener listener) {
        this.listener = listener;
    }

    /** For a body with these headers; null where it has no parts. */
    static PartNames of(List<Header> headers, Listener listener) {
        boolean parts = headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Content-Type")
            && header.value().toLowerCase(Locale.ROOT).contains("multipart"));
        return parts ? new PartNames(listener) : null;
    }

    /**
     * Looks at the next bytes of the body.
     *
     * @param mayWait whether bytes may come again with what follows them
     * @return how many of them may go on; those behind are of a header that is not complete, and come again
     */
    int take(ByteView bytes, int from, int length, boolean mayWait) {
        lineBegan = from;
        for (int at = from; at < from + length; at++) {
            step(bytes.u8(at), at);
        }
        boolean tooLong = value.length() >= MAX_LINE || from + length - lineBegan > 2 * MAX_LINE;
        if (!mayWait || goneOn || tooLong || !isOpen()) {
            goneOn = isOpen();
            return length;
        }
        reset(State.NAME);
        return lineBegan - from;
    }

    private boolean isOpen() {
        return state == State.NAME ? matched > 0 : state != State.OTHER;
    }

    /** Nothing more comes, or not what would follow: what there is of a header counts. */
    void end() {
        if (state == State.VALUE || state == State.FOLDED) {
            tell();
        }
        reset(State.OTHER);
    }

    private void step(int letter, int at) {
        if (state == State.FOLDED && letter != ' ' && letter != '\t') {
            tell();
            reset(State.NAME);
        }
        switch (state) {
            case NAME -> name(letter, at);
            case COLON -> colon(letter);
            case VALUE, FOLDED -> value(letter);
            default -> state = letter == '\n' ? State.NAME : State.OTHER;
        }
    }

    private void name(int letter, int at) {
        lineBegan = matched == 0 ? at : lineBegan;
        if (letter == '\n') {
            reset(State.NAME);
        } else if (Character.toLowerCase(letter) != NAME[matched]) {
            reset(State.OTHER);
        } else if (++matched == NAME.length) {
            state = State.COLON;
        }
    }

    private void colon(int letter) {
        if (letter == ':') {
            state = State.VALUE;
        } else if (letter != ' ' && letter != '\t') {
            reset(letter == '\n' ? State.NAME : State.OTHER);
        }
    }

    private void value(int letter) {
        state = letter == '\n' ? State.FOLDED : State.VALUE;
        if (letter != '\n' && letter != '\r' && value.length() < MAX_LINE) {
            value.append((char) letter);
        }
    }

    private void tell() {
        List<String> names = Disposition.names(List.of(value.toString()));
        listener.onNames(names, value.length() < MAX_LINE);
    }

    private void reset(State next) {
        state = next;
        matched = 0;
        goneOn = false;
        value.setLength(0);
    }
}
