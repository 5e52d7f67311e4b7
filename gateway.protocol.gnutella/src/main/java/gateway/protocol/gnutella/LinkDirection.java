package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.Progress;
import java.util.Map;

/**
 * One direction of a connection: the heads of the handshake, then descriptors, which are one compressed stream where
 * the last head said so. Who connected sends a second head once it was answered.
 */
final class LinkDirection {
    private static final byte[] GIV = Text.bytes("GIV ");
    private static final byte[] PUSH = Text.bytes("PUSH guid:");
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;

    private enum State { START, HEAD, SECOND_START, SECOND_HEAD, DATA_START, PLAIN, DEFLATED, OVER }

    private final Direction direction;
    private final Report report;
    private final Handshake handshake;
    private final Messages messages;
    private DescriptorReader reader;
    private Inflation inflation;
    private State state = State.START;
    private boolean deflated;
    private boolean upgrading;
    /** Where the first byte that was not consumed lies in the stream; {@link ListedPeer#NOWHERE} if that is unknown. */
    private long base;
    private int unconsumed;
    private int searched;

    LinkDirection(Direction direction, Report report, Handshake handshake, Messages messages) {
        this.direction = direction;
        this.report = report;
        this.handshake = handshake;
        this.messages = messages;
    }

    /** Whether nothing more of this direction is of interest. */
    boolean over() {
        return state == State.OVER;
    }

    Progress read(ByteView bytes) {
        int at = 0;
        int needed = 0;
        while (at < bytes.length() && state != State.OVER) {
            ByteView rest = at == 0 ? bytes : bytes.slice(at);
            boolean framed = state == State.PLAIN;
            int done = step(rest, base == ListedPeer.NOWHERE ? base : base + at);
            if (done < 0) {
                needed = -done;
                break;
            }
            at += done;
            if (framed && state == State.PLAIN && at < bytes.length()) {
                needed = reader.wanted();
                break;
            }
        }
        at = state == State.OVER ? bytes.length() : at;
        unconsumed = bytes.length() - at;
        base = base == ListedPeer.NOWHERE ? base : base + at;
        return unconsumed == 0 ? Progress.OK : Progress.needMore(at, needed);
    }

    /** Bytes are lost, and with them those that were not consumed. */
    void gap(long missing) {
        long lost = missing + unconsumed;
        base = missing > 0 && base != ListedPeer.NOWHERE ? base + lost : ListedPeer.NOWHERE;
        unconsumed = 0;
        if (state == State.PLAIN) {
            reader.gap(missing > 0 ? lost : 0);
        } else if (state == State.DEFLATED) {
            state = State.OVER;
        } else if (state != State.OVER) {
            goOn(State.PLAIN, true);
        }
    }

    void close() {
        if (inflation != null) {
            inflation.close();
        }
    }

    /** One step; answers how many bytes are done with, or the number that is needed, negated. */
    private int step(ByteView bytes, long offset) {
        return switch (state) {
            case START -> start(bytes);
            case HEAD, SECOND_HEAD -> head(bytes, offset);
            case SECOND_START -> secondStart(bytes);
            case DATA_START -> dataStart(bytes);
            case PLAIN -> {
                int done = reader.read(bytes, offset);
                state = reader.lost() ? State.OVER : state;
                yield done;
            }
            case DEFLATED -> {
                state = inflation.add(bytes) ? state : State.OVER;
                yield bytes.length();
            }
            case OVER -> bytes.length();
        };
    }

    private int start(ByteView bytes) {
        if (Text.agreement(bytes, 0, HandshakeHead.START) == HandshakeHead.START.length) {
            state = State.HEAD;
            return 0;
        }
        if (Text.startsWith(bytes, GIV) || Text.startsWith(bytes, PUSH)) {
            return greeting(bytes);
        }
        for (byte[] literal : new byte[][] {HandshakeHead.START, GIV, PUSH}) {
            if (Text.agreement(bytes, 0, literal) == bytes.length()) {
                return -bytes.length() - 1;
            }
        }
        if (bytes.u8(0) == TLS_HANDSHAKE) {
            return tls(bytes, true);
        }
        goOn(State.PLAIN, true);
        return 0;
    }

    /** A line by which a host says that it was asked to push a file, or that it wants one. */
    private int greeting(ByteView bytes) {
        int newline = bytes.indexOf('\n', 0, bytes.length());
        if (newline < 0 && bytes.length() < HandshakeHead.MAX_HEAD) {
            return -bytes.length() - 1;
        }
        if (newline >= 0) {
            handshake.onGreeting(bytes.text(0, newline).strip());
        }
        state = State.OVER;
        return bytes.length();
    }

    private int head(ByteView bytes, long offset) {
        int end = HandshakeHead.end(bytes, 0, searched);
        if (end < 0) {
            searched = Math.max(0, bytes.length() - 2);
            if (bytes.length() < HandshakeHead.MAX_HEAD) {
                return -bytes.length() - 1;
            }
            report.anomaly("head_too_long", "");
            state = State.OVER;
            return bytes.length();
        }
        searched = 0;
        HandshakeHead head = HandshakeHead.read(bytes, 0, end);
        if (!head.wellFormed()) {
            report.anomaly("bad_handshake", head.firstLine());
        }
        handshake.onHead(direction, head, offset);
        deflated |= head.says("Content-Encoding", "deflate");
        upgrading |= head.says("Upgrade", "tls");
        state = next(head);
        return end;
    }

    private State next(HandshakeHead head) {
        if (head.isRequest()) {
            return head.isOld() ? State.DATA_START : State.SECOND_START;
        }
        if (head.agrees() && head.says("Content-Type", "x-gnutella2")) {
            report.identifiedOnce("g2", Map.of("over", "link"), "");
            return State.OVER;
        }
        return head.agrees() ? State.DATA_START : State.OVER;
    }

    private int secondStart(ByteView bytes) {
        int common = Text.agreement(bytes, 0, HandshakeHead.START);
        if (common == bytes.length() && common < HandshakeHead.START.length) {
            return -HandshakeHead.START.length;
        }
        state = common == HandshakeHead.START.length ? State.SECOND_HEAD : State.DATA_START;
        return 0;
    }

    /** Behind the heads: encrypted where both agreed to that, compressed where this side said so. */
    private int dataStart(ByteView bytes) {
        if (upgrading && bytes.u8(0) == TLS_HANDSHAKE) {
            return tls(bytes, false);
        }
        goOn(deflated ? State.DEFLATED : State.PLAIN, false);
        return 0;
    }

    private int tls(ByteView bytes, boolean unknown) {
        if (bytes.length() < 2) {
            return -2;
        }
        if (bytes.u8(1) != TLS_MAJOR) {
            goOn(deflated ? State.DEFLATED : State.PLAIN, unknown);
            return 0;
        }
        report.identifiedOnce("encrypted", Map.of("by", "tls"), "");
        state = State.OVER;
        return bytes.length();
    }

    private void goOn(State how, boolean searching) {
        state = how;
        reader = new DescriptorReader(report, messages, searching);
        if (how == State.DEFLATED) {
            inflation = new Inflation(reader, report);
        }
    }
}
