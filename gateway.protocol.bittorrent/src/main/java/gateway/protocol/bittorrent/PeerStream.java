package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Progress;

/**
 * One direction of a connection between peers: perhaps something in front, the handshake, then messages, each a length
 * of four bytes, an id and a payload (BEP 3). All but those of extensions (BEP 10) are stepped over unread.
 */
final class PeerStream {
    /** A handshake may come behind the negotiation with a proxy; further in it is not looked for. */
    static final int MAX_PRELUDE = 1024;
    /** Longer messages of extensions are stepped over: a block of metadata has 16 KiB and a few words. */
    static final int MAX_READ = 32 * 1024;
    /** Nobody sends longer messages: a bitfield of a million pieces has 128 KiB. */
    static final int MAX_MESSAGE = 4 * 1024 * 1024;
    private static final int LENGTH = 4;
    private static final int EXTENDED = 20;

    private enum State { PRELUDE, MESSAGES, OVER, FOREIGN }

    private final Direction direction;
    private final DissectionSink sink;
    private final ExtensionMessages extensions;
    private State state = State.PRELUDE;
    private int skipped;
    private long skipping;
    /** Where the first byte that was not consumed lies in the stream. */
    private long base;
    private int unconsumed;
    private int needed;

    PeerStream(Direction direction, DissectionSink sink, ExtensionMessages extensions) {
        this.direction = direction;
        this.sink = sink;
        this.extensions = extensions;
    }

    /** Whether nothing more of this direction is of interest. */
    boolean over() {
        return state == State.OVER || state == State.FOREIGN;
    }

    /** Whether no handshake came where one has to be. */
    boolean foreign() {
        return state == State.FOREIGN;
    }

    Progress read(ByteView bytes) {
        int at = 0;
        needed = 0;
        while (at < bytes.length() && !over()) {
            int next = state == State.PRELUDE ? prelude(bytes, at) : skipping > 0 ? skip(bytes, at)
                : message(bytes, at);
            if (next < 0) {
                break;
            }
            at = next;
        }
        at = over() ? bytes.length() : at;
        unconsumed = bytes.length() - at;
        base += at;
        return unconsumed == 0 ? Progress.OK : Progress.needMore(at, needed);
    }

    /** Bytes are lost, and with them those that were not consumed. */
    void gap(long missing) {
        long lost = missing + unconsumed;
        if (missing > 0 && state == State.MESSAGES && lost <= skipping) {
            skipping -= lost;
            base += lost;
            unconsumed = 0;
        } else {
            state = State.OVER;
        }
    }

    private int prelude(ByteView bytes, int from) {
        int at = from;
        while (at < bytes.length() && PeerWire.agreement(bytes, at) < 0) {
            at++;
        }
        skipped += at - from;
        if (skipped > MAX_PRELUDE) {
            state = State.FOREIGN;
            return at;
        }
        if (bytes.length() - at < PeerWire.HANDSHAKE) {
            needed = PeerWire.HANDSHAKE;
            return at > from ? at : -1;
        }
        sink.emit(new DissectionEvent.Identified("peer", PeerWire.handshake(bytes, at)));
        extensions.onHandshake(PeerWire.infoHash(bytes, at));
        state = State.MESSAGES;
        return at + PeerWire.HANDSHAKE;
    }

    private int skip(ByteView bytes, int at) {
        int step = (int) Math.min(skipping, bytes.length() - at);
        skipping -= step;
        return at + step;
    }

    private int message(ByteView bytes, int at) {
        if (!has(bytes, at, LENGTH)) {
            return -1;
        }
        long length = bytes.u32(at);
        if (length > MAX_MESSAGE) {
            sink.emit(new DissectionEvent.Anomaly("message_too_long", "length " + length));
            state = State.OVER;
            return at;
        }
        if (length > 0 && !has(bytes, at, LENGTH + 1)) {
            return -1;
        }
        if (length < 2 || length > MAX_READ || bytes.u8(at + LENGTH) != EXTENDED) {
            skipping = LENGTH + length;
            return at;
        }
        int end = at + LENGTH + (int) length;
        if (!has(bytes, at, end - at)) {
            return -1;
        }
        extensions.onMessage(direction, bytes, at + LENGTH + 1, end, base);
        return end;
    }

    private boolean has(ByteView bytes, int at, int count) {
        needed = count;
        return bytes.length() - at >= count;
    }
}
