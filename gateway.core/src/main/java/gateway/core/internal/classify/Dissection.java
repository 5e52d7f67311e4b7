package gateway.core.internal.classify;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Dissector.CloseReason;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;

/**
 * The reading of one flow: its dissector, the bytes that it has not consumed, and the dissector of the parser above
 * that claimed its messages. One worker thread.
 */
final class Dissection implements DissectionSink {
    private final ClassifiedFlow flow;
    private final ParserCalls calls;
    private final EventListener<ClassifiedFlow> listener;
    private final CarryBudget budget;
    private final ParserEntry entry;
    private final Dissector dissector;
    private ParserSet parsers;
    private Carry toServer;
    private Carry toClient;
    private ParserEntry upperEntry;
    private Dissector upper;
    private boolean offered;
    private boolean finished;
    private boolean violated;
    private long givenToServer;
    private long givenToClient;

    Dissection(ClassifiedFlow flow, ParserEntry entry, ParserSet parsers, ParserCalls calls,
               EventListener<ClassifiedFlow> listener, CarryBudget budget) {
        this.flow = flow;
        this.entry = entry;
        this.parsers = parsers;
        this.calls = calls;
        this.listener = listener;
        this.budget = budget;
        this.dissector = calls.open(entry, flow, this);
    }

    ParserEntry entry() {
        return entry;
    }

    /** Whether every bundle that has a part in this is among {@code remaining}. */
    boolean fits(ParserSet remaining) {
        return has(remaining, entry) && (upperEntry == null || has(remaining, upperEntry));
    }

    /** Offers messages to these parsers from now on. */
    void use(ParserSet remaining) {
        parsers = remaining;
    }

    /** The dissector took its claim back. */
    boolean violated() {
        return violated;
    }

    /** Parsers above wait for a first message. */
    boolean awaitsMessage() {
        return !finished && !offered && !parsers.over(entry.id()).isEmpty();
    }

    boolean wantsMore() {
        return !finished;
    }

    /** How many bytes of a direction the dissector was given, missing ones included. */
    long given(Direction direction) {
        return direction == Direction.TO_SERVER ? givenToServer : givenToClient;
    }

    /** How many bytes of a direction are kept for the dissector. */
    int unconsumed(Direction direction) {
        Carry carry = carry(direction);
        return carry == null ? 0 : carry.length();
    }

    /** Those bytes. Only where there are some. */
    ByteView unconsumedBytes(Direction direction) {
        return carry(direction).view();
    }

    /**
     * How many bytes at the end of what was given of a direction belong to something that is not complete: a message,
     * or what a dissector puts together of several.
     */
    long unfinished(Direction direction) {
        long begins = finished ? -1 : calls.unfinished(entry, dissector, direction);
        if (upper != null) {
            long above = calls.unfinished(upperEntry, upper, direction);
            begins = begins < 0 || above >= 0 && above < begins ? above : begins;
        }
        long given = given(direction);
        return Math.max(unconsumed(direction), begins < 0 || begins > given ? 0 : given - begins);
    }

    /** How many bytes from the server are contents of which nobody but who wants contents need see anything. */
    long contentAhead() {
        boolean between = upper == null && unconsumed(Direction.TO_CLIENT) == 0;
        return !finished && between ? calls.contentAhead(entry, dissector) : 0;
    }

    private void give(Direction direction, long bytes) {
        if (direction == Direction.TO_SERVER) {
            givenToServer += bytes;
        } else {
            givenToClient += bytes;
        }
    }

    /** The next bytes of a direction (TCP) or the next datagram (UDP). */
    void data(Direction direction, ByteView bytes) {
        if (finished) {
            return;
        }
        flow.eventDirection = direction;
        give(direction, bytes.length());
        Carry carry = carry(direction);
        if (carry == null || carry.isEmpty()) {
            Progress progress = calls.data(entry, dissector, direction, bytes);
            if (progress.state() == Progress.State.NEED_MORE && flow.transport() == Transport.TCP) {
                keep(direction, bytes, progress);
            } else {
                after(progress);
            }
        } else if (!carry.append(bytes)) {
            giveUp(direction, carry);
        } else if (carry.enough()) {
            Progress progress = calls.data(entry, dissector, direction, carry.view());
            if (progress.state() == Progress.State.NEED_MORE) {
                carry.consume(Math.max(0, Math.min(progress.consumed(), carry.view().length())), progress.needed());
            } else {
                carry.clear();
                after(progress);
            }
        }
    }

    /** {@code missing} bytes of a direction were not seen; 0 where their number is unknown. */
    void gap(Direction direction, long missing) {
        if (!finished) {
            flow.eventDirection = direction;
            give(direction, missing);
            Carry carry = carry(direction);
            if (carry != null) {
                carry.clear();
            }
            after(calls.gap(entry, dissector, direction, missing));
        }
    }

    void close(CloseReason reason) {
        if (!finished) {
            finished = true;
            release(toServer);
            release(toClient);
            closeUpper(reason);
            calls.close(entry, dissector, reason);
        }
    }

    @Override
    public void emit(DissectionEvent event) {
        calls.calledBack();
        listener.onEvent(flow, entry.id(), event);
    }

    @Override
    public boolean message(Direction direction, Message message) {
        calls.calledBack();
        offered = true;
        boolean claimed = (upper == null || message instanceof HttpMessage.Request) && offer(message);
        if (upper != null) {
            Progress progress = calls.message(upperEntry, upper, direction, message);
            if (progress.state() == Progress.State.DONE || progress.state() == Progress.State.VIOLATION) {
                closeUpper(CloseReason.FINISHED);
            }
        }
        return claimed;
    }

    /** Answers whether a parser above claims the message. */
    private boolean offer(Message message) {
        for (ParserEntry above : parsers.over(entry.id())) {
            Detection detection = calls.detect(above, flow, message);
            if (detection.certainty().compareTo(Detection.Certainty.LIKELY) >= 0) {
                if (above != upperEntry) {
                    closeUpper(CloseReason.FINISHED);
                    upperEntry = above;
                    upper = calls.open(above, flow, new UpperSink(above));
                }
                Classifier.label(flow, above, detection);
                return true;
            }
        }
        return false;
    }

    private void closeUpper(CloseReason reason) {
        if (upper != null) {
            Dissector closing = upper;
            upper = null;
            calls.close(upperEntry, closing, reason);
            upperEntry = null;
        }
    }

    private void after(Progress progress) {
        if (progress.state() == Progress.State.VIOLATION) {
            violated = true;
            close(CloseReason.FINISHED);
        } else if (progress.state() == Progress.State.DONE) {
            close(CloseReason.FINISHED);
        }
    }

    private void keep(Direction direction, ByteView bytes, Progress progress) {
        int consumed = Math.max(0, Math.min(progress.consumed(), bytes.length()));
        Carry carry = carry(direction);
        if (carry == null) {
            carry = new Carry(budget);
            if (direction == Direction.TO_SERVER) {
                toServer = carry;
            } else {
                toClient = carry;
            }
        }
        if (carry.append(bytes)) {
            carry.consume(consumed, progress.needed());
        } else {
            giveUp(direction, carry);
        }
    }

    private void giveUp(Direction direction, Carry carry) {
        carry.clear();
        emit(new DissectionEvent.Anomaly("reassembly_limit", "a message is longer than what is kept of it"));
        gap(direction, 0);
    }

    private static void release(Carry carry) {
        if (carry != null) {
            carry.release();
        }
    }

    private Carry carry(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private static boolean has(ParserSet parsers, ParserEntry wanted) {
        ParserEntry there = parsers.byId(wanted.id());
        return there != null && there.parser() == wanted.parser();
    }

    /** Where the dissector above says what it read. */
    private final class UpperSink implements DissectionSink {
        private final ParserEntry whose;

        UpperSink(ParserEntry whose) {
            this.whose = whose;
        }

        @Override
        public void emit(DissectionEvent event) {
            calls.calledBack();
            listener.onEvent(flow, whose.id(), event);
        }

        @Override
        public boolean message(Direction direction, Message message) {
            // Nothing rides on a protocol that itself rides on messages.
            return false;
        }
    }
}
