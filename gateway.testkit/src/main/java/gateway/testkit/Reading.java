package gateway.testkit;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Detection.Certainty;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;
import java.util.Arrays;
import java.util.List;

/**
 * One flow under dissection, as core does it: bytes that were not consumed come again with what follows, buffers
 * are overwritten after each call, answers are checked.
 */
public final class Reading {
    /** No dissector may leave more than this unconsumed. */
    public static final int MAX_UNCONSUMED = 64 * 1024;
    private static final byte POISON = (byte) 0xee;

    private final Flow flow;
    private final List<ProtocolParser> parsers;
    private final FakeSink sink = new FakeSink();
    private final Dissector dissector;
    private final ParserRig.Unconsumed[] unconsumed = ParserRig.Unconsumed.bothWays();
    private Progress.State state = Progress.State.OK;
    private boolean closed;
    private Detection above = Detection.NO;
    private ProtocolParser upperParser;
    private Dissector upper;

    Reading(Flow flow, List<ProtocolParser> parsers) {
        this.flow = flow;
        this.parsers = parsers;
        this.dissector = parsers.get(0).open(flow, new Layering());
    }

    /** What was said. */
    public FakeSink sink() {
        return sink;
    }

    /** The last answer: DONE and VIOLATION end the reading. */
    public Progress.State state() {
        return state;
    }

    /** What a parser over the first one claimed, NO if nothing. */
    public Detection above() {
        return above;
    }

    void onPacket(Direction direction, byte[] bytes) {
        if (closed) {
            return;
        }
        boolean datagram = flow.transport() == Transport.UDP;
        ParserRig.Unconsumed kept = datagram ? new ParserRig.Unconsumed() : unconsumed[direction.ordinal()];
        byte[] lent = kept.with(bytes);
        if (lent == null) {
            return;
        }
        Progress progress = dissector.onData(direction, ByteView.of(lent));
        Arrays.fill(lent, POISON);
        int consumed = progress.state() == Progress.State.NEED_MORE ? progress.consumed() : kept.length();
        if (consumed < 0 || consumed > kept.length() || progress.needed() < 0) {
            throw new AssertionError("answer out of bounds: " + progress + " of " + kept.length());
        }
        kept.keepFrom(consumed, progress.needed());
        if (kept.length() > MAX_UNCONSUMED) {
            throw new AssertionError("too much left unconsumed: " + kept.length());
        }
        settle(progress);
    }

    void onGap(Direction direction, long missing) {
        if (!closed) {
            unconsumed[direction.ordinal()] = new ParserRig.Unconsumed();
            settle(dissector.onGap(direction, missing));
        }
    }

    void end() {
        if (!closed) {
            close(Dissector.CloseReason.FLOW_ENDED);
        }
    }

    private void settle(Progress progress) {
        state = progress.state();
        if (state == Progress.State.DONE || state == Progress.State.VIOLATION) {
            close(Dissector.CloseReason.FINISHED);
        }
    }

    private void close(Dissector.CloseReason reason) {
        if (upper != null) {
            upper.onClose(reason);
        }
        dissector.onClose(reason);
        closed = true;
    }

    /** Keeps what is said and hands messages to the parsers over the first one. */
    private final class Layering implements DissectionSink {
        @Override
        public void emit(DissectionEvent event) {
            if (closed) {
                throw new AssertionError("said after the close: " + event);
            }
            sink.emit(event);
        }

        @Override
        public boolean message(Direction direction, Message message) {
            sink.message(direction, message);
            boolean claimed = (upper == null || message instanceof HttpMessage.Request) && offer(message);
            if (upper != null) {
                upper.onMessage(direction, message);
            }
            return claimed;
        }

        private boolean offer(Message message) {
            for (ProtocolParser parser : parsers) {
                if (parser.over().contains(parsers.get(0).id()) && claims(parser, parser.detect(flow, message))) {
                    return true;
                }
            }
            return false;
        }

        private boolean claims(ProtocolParser parser, Detection detection) {
            if (detection.certainty().compareTo(Certainty.LIKELY) < 0) {
                return false;
            }
            above = detection;
            if (upperParser != parser) {
                if (upper != null) {
                    upper.onClose(Dissector.CloseReason.FINISHED);
                }
                upperParser = parser;
                upper = parser.open(flow, sink);
            }
            return true;
        }
    }
}
