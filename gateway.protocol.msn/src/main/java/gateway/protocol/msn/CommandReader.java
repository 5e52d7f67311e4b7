package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.Optional;

/**
 * Frames the commands of one direction: lines, and payloads by their length. A line is never looked for inside a
 * payload. Where the thread is lost (at the start of a flow in progress, behind a proxy's negotiation, a gap or
 * nonsense) the next line of an exact form is taken up.
 */
final class CommandReader {
    /** The longest lines are tickets for the sign-in, two or three kilobytes. */
    static final int MAX_LINE = 8192;
    /** Payloads that are read are kept until they are whole. Switchboards take 1664 bytes. */
    static final int MAX_READ = 32 * 1024;
    /** What claims to be longer than this has no thread to be found again. */
    static final int MAX_PAYLOAD = 1 << 20;
    /** Where the thread is lost, lines longer than this are not recognised. */
    static final int MAX_KNOWN_LINE = 2048;
    /** After so many bytes without a known line nobody looks for one any more. */
    static final int MAX_LOST = 64 * 1024;

    /** Who hears of commands. */
    interface Listener {
        /**
         * A command and its payload, which is empty where there is none or it is of no interest.
         *
         * @param payload good during the call
         * @param offset where the payload begins in the stream, or {@link WireText#NOWHERE}
         */
        void onCommand(Direction direction, Command command, ByteView payload, long offset);
    }

    private enum State { LOST, LINE, PAYLOAD, SKIP, GIVEN_UP }

    private final Direction direction;
    private final Report report;
    private final Listener listener;
    private final ByteView payload = new ByteView();
    private State state = State.LOST;
    private Command pending;
    private long remaining;
    /** Bytes without a known line, while the thread is lost. */
    private int lost;
    /** How much of the unconsumed bytes was searched for a line's end. */
    private int searched;

    CommandReader(Direction direction, Report report, Listener listener) {
        this.direction = direction;
        this.report = report;
        this.listener = listener;
    }

    boolean givenUp() {
        return state == State.GIVEN_UP;
    }

    /**
     * Reads as far as the bytes go; what the answer leaves unconsumed has to come again.
     *
     * @param offset where they begin in the stream, or {@link WireText#NOWHERE}
     */
    Progress read(ByteView bytes, long offset) {
        int at = 0;
        while (at < bytes.length() && state != State.GIVEN_UP) {
            int next = step(bytes, at, offset);
            if (next < 0) {
                return Progress.needMore(at, state == State.PAYLOAD ? (int) remaining : 0);
            }
            at = next;
        }
        return Progress.OK;
    }

    /** Bytes were lost, perhaps with some that were read but not consumed. */
    void skip(long missing) {
        searched = 0;
        if (state == State.SKIP && missing > 0 && missing <= remaining) {
            skipped(missing);
        } else if (state != State.GIVEN_UP) {
            lose();
        }
    }

    private int step(ByteView bytes, int at, long offset) {
        return switch (state) {
            case LOST -> seek(bytes, at);
            case LINE -> line(bytes, at);
            case PAYLOAD -> payload(bytes, at, offset);
            case SKIP -> {
                int length = (int) Math.min(remaining, bytes.length() - at);
                skipped(length);
                yield at + length;
            }
            case GIVEN_UP -> bytes.length();
        };
    }

    private void skipped(long length) {
        remaining -= length;
        if (remaining == 0) {
            state = State.LINE;
        }
    }

    /** Looks, line end by line end, for the longest piece before it that is a known command. */
    private int seek(ByteView bytes, int at) {
        int newline = bytes.indexOf('\n', at + searched, bytes.length());
        if (newline < 0) {
            int keep = Math.max(at, bytes.length() - MAX_KNOWN_LINE);
            searched = bytes.length() - keep;
            return keep > at ? passed(at, keep) : -1;
        }
        searched = 0;
        int from = Math.max(at, newline - MAX_KNOWN_LINE);
        boolean ended = newline > at && bytes.u8(newline - 1) == '\r' && lost + newline - at <= MAX_LOST;
        Optional<Command> command = ended ? CommandSearch.before(bytes, from, newline - 1) : Optional.empty();
        if (command.isPresent()) {
            lost = 0;
            begin(command.get());
            return newline + 1;
        }
        return passed(at, newline + 1);
    }

    private int passed(int from, int to) {
        lost += to - from;
        if (lost > MAX_LOST) {
            state = State.GIVEN_UP;
        }
        return to;
    }

    private int line(ByteView bytes, int at) {
        int newline = bytes.indexOf('\n', at + searched, at + MAX_LINE);
        if (newline < 0) {
            searched = bytes.length() - at;
            return searched < MAX_LINE ? -1 : stray("line_too_long", "", at);
        }
        searched = 0;
        boolean whole = newline > at && bytes.u8(newline - 1) == '\r';
        int end = whole ? newline - 1 : newline;
        Optional<Command> command = Command.parse(bytes, at, end);
        if (command.isEmpty()) {
            return stray("bad_command", bytes.text(at, Math.min(Command.NAME, end - at)), at);
        }
        if (!whole) {
            report.anomaly("bare_line_feed", command.get().name());
        }
        begin(command.get());
        return newline + 1;
    }

    /** What stands here is no command: another one is looked for from here on. */
    private int stray(String what, String detail, int at) {
        report.anomaly(what, detail);
        lose();
        return at;
    }

    private void lose() {
        state = State.LOST;
        searched = 0;
        pending = null;
    }

    private void begin(Command command) {
        long length = command.payload();
        if (length == 0) {
            state = State.LINE;
            listener.onCommand(direction, command, payload.aim(payload, 0, 0), WireText.NOWHERE);
            return;
        }
        if (length < 0 || length > MAX_PAYLOAD) {
            report.anomaly("bad_length", command.name() + " " + command.word(command.count() - 1));
            lose();
            return;
        }
        boolean wanted = Messenger.reads(command);
        if (wanted && length > MAX_READ) {
            report.anomaly("payload_too_long", command.name() + " " + length);
        }
        remaining = length;
        pending = command;
        state = wanted && length <= MAX_READ ? State.PAYLOAD : State.SKIP;
    }

    private int payload(ByteView bytes, int at, long offset) {
        int length = (int) remaining;
        if (bytes.length() - at < length) {
            return -1;
        }
        Command command = pending;
        pending = null;
        state = State.LINE;
        long place = offset == WireText.NOWHERE ? WireText.NOWHERE : offset + at;
        listener.onCommand(direction, command, payload.aim(bytes, at, length), place);
        return at + length;
    }
}
