package gateway.core.internal.sequence;

import gateway.core.internal.packet.Packet;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One direction of a TCP flow that is read. It says of each segment whether it may go on, and hands what is new and in
 * order to a {@link StreamReader} before it does. Stream offsets are sequence numbers without their wrap-around.
 *
 * <p>The invariant: no byte becomes available to the receiving application before it was handed to the reader. A
 * segment behind a gap goes on at once (fast pass), since the receiver cannot read past the gap; its bytes are kept,
 * and the segment that fills the gap is handed over together with all that it completes. The first bytes at an
 * offset win: what differs from what was kept never goes on, so the receiver gets either what was read or nothing,
 * whatever its own rules for overlaps are (DESIGN 2, RFC 9293, 3.10.7.4).
 *
 * <p>From a byte on that we hold ({@link #hold}) nothing goes on: it is read as it comes, and waits until
 * {@link #mayGo} says so after {@link #hold} was moved on or {@link #resume}d. One worker thread.
 */
public final class StreamSequence {
    /** What may happen to a segment. */
    public enum Answer {
        /** It may go on. */
        PASS,
        /** It waits: it reaches into what is held, or lies behind a gap where nothing is passed behind gaps. */
        WAIT,
        /** It repeats what is held or waits. */
        REPEATS_HELD,
        /** It has other bytes where some were seen before. */
        DIFFERS,
        /** Its timestamp says that it is a late copy of something long past. */
        TOO_OLD,
        /** It lies beyond what the receiver takes. */
        OUT_OF_WINDOW,
        /** It lies behind a gap, and there is no room to keep it until the gap is filled. */
        NO_ROOM,
        /** There is no room to remember it: from here on nobody can tell what the receiver gets. */
        LIMIT
    }

    /** Offsets begin high enough for everything before the first one that is seen. */
    private static final long ORIGIN = 1L << 40;
    /** A window that was not said. */
    static final int NO_WINDOW = -1;

    private static final long NOT_HELD = Long.MAX_VALUE;
    /** What some senders try beyond a closed window, to learn whether it has opened. */
    private static final int PROBE = 1;

    private final KeptBytes kept;
    private final boolean fastPass;
    /** What was seen beyond {@link #next}: passed on behind a gap, or waiting for it. */
    private final ByteRanges ahead = new ByteRanges();
    private boolean begun;
    /** The first byte that was not handed over yet. */
    private long next;
    /** The first byte that the receiver has not acknowledged. */
    private long acknowledged;
    /** The byte behind the last that was seen. */
    private long highest;
    /** The byte behind the last that the receiver takes; 0 while its window is unknown. */
    private long windowEnd;
    private int windowShift = -1;
    private long heldFrom = NOT_HELD;
    private long gapSinceMillis;
    /** The first byte that the last segment brought in order. */
    private long freshFrom;
    /** Between these, bytes went on before they were read, since the network owed some before them; the last ones. */
    private long goneFrom;
    private long goneTo;
    /** The bytes from here to {@link #unreadEnd} pass whatever they are; the last such range. */
    private long unreadFrom;
    private long unreadEnd;
    /** That range is read, from copies. */
    private boolean tapped;

    /**
     * @param maxBytes the most that is kept of this direction, from what is acknowledged to what came last
     * @param fastPass whether what lies behind a gap goes on at once; else it waits for the gap to be filled
     */
    public StreamSequence(PagePool pool, long maxBytes, boolean fastPass) {
        this.kept = new KeptBytes(pool, maxBytes);
        this.fastPass = fastPass;
    }

    /** The direction begins with the byte that has this sequence number. Only the first call counts. */
    public void begin(int sequence) {
        if (!begun) {
            begun = true;
            next = ORIGIN + (sequence & 0xffff_ffffL);
            acknowledged = next;
            highest = next;
            unreadFrom = next;
            unreadEnd = next;
            kept.forgetBefore(next);
        }
    }

    /**
     * Bytes that were read and let on before this began to look: they are remembered as if they had come this way, if
     * they follow what is remembered. Where they do not, the direction begins anew with them.
     */
    public void passed(int sequence, ByteBuffer bytes, int index, int length) {
        begin(sequence);
        long from = offset(sequence);
        if (from > next) {
            forgetBefore(from);
        }
        int known = (int) Math.min(length, next - from);
        if (kept.write(next, bytes, index + known, length - known)) {
            next = Math.max(next, from + length);
        } else {
            forgetBefore(from + length);
        }
        highest = next;
        freshFrom = next;
    }

    private void forgetBefore(long at) {
        next = at;
        acknowledged = at;
        kept.forgetBefore(at);
    }

    /** What stands from this byte on came with the segment at hand. */
    public void fresh(int sequence) {
        freshFrom = Math.max(acknowledged, Math.min(next, offset(sequence)));
    }

    /** Where a byte lies, as {@link #position} counts. */
    public long position(int sequence) {
        return offset(sequence);
    }

    /**
     * The receiver's window counts in units of {@code 1 << shift} bytes (RFC 7323); without this call the window is
     * not looked at.
     */
    public void windowShift(int shift) {
        windowShift = shift;
    }

    /**
     * Looks at a segment that has payload, all of it captured and its checksum right.
     *
     * @param nowMillis when it came, for the age of a gap
     */
    public Answer onSegment(Packet packet, StreamReader reader, long nowMillis) {
        long from = offset(packet.sequence + (packet.has(Packet.SYN) ? 1 : 0));
        long end = from + packet.payloadLength;
        if (end <= acknowledged) {
            return Answer.PASS;
        }
        if (windowEnd != 0 && end > windowEnd + PROBE) {
            return Answer.OUT_OF_WINDOW;
        }
        if (!agrees(packet, from, end)) {
            return Answer.DIFFERS;
        }
        if (end <= next || ahead.contains(Math.max(from, next), end)) {
            return end > goneUpTo() ? Answer.REPEATS_HELD : Answer.PASS;
        }
        if (from > next) {
            return behindGap(packet, from, end, nowMillis);
        }
        if (tapped && end <= unreadEnd) {
            leave(end);
        } else if (!keep(packet, from, end)) {
            return holding() ? Answer.NO_ROOM : Answer.LIMIT;
        }
        freshFrom = next;
        next = end;
        reader.onBytes(packet.bytes, packet.payloadOffset + (int) (freshFrom - from), (int) (end - freshFrom));
        readAhead(reader, nowMillis);
        return end > heldFrom ? Answer.WAIT : Answer.PASS;
    }

    /** Nothing of what lies beyond has been let on. */
    private long goneUpTo() {
        return fastPass ? heldFrom : Math.min(heldFrom, next);
    }

    /**
     * The receiver acknowledged everything before {@code sequence} and takes {@code window} units more. What is beyond
     * all that was seen is not believed.
     *
     * @param window as the header has it, or {@link #NO_WINDOW}
     */
    public void onAcknowledgement(int sequence, int window, StreamReader reader, long nowMillis) {
        if (!begun) {
            return;
        }
        long to = offset(sequence);
        // One more than was seen: the FIN counts as a byte.
        if (to > highest + 1 || to < acknowledged) {
            return;
        }
        if (windowShift >= 0 && window != NO_WINDOW) {
            windowEnd = Math.max(windowEnd, to + ((long) window << windowShift));
        }
        if (to > next && !ahead.isEmpty()) {
            missed(Math.min(to, highest), reader, nowMillis);
        }
        acknowledged = Math.max(acknowledged, Math.min(to, Math.min(next, heldFrom)));
        kept.forgetBefore(acknowledged);
    }

    /**
     * The next {@code bytes} are nobody's to read: they pass, whatever they are, and the reader goes on behind them.
     * Windows are not judged from here on, since acknowledgements of such bytes may go unseen as well.
     *
     * @return false, and nothing is changed, where something is held or lies behind a gap, or while the receiver has
     *     not acknowledged an earlier such range
     */
    public boolean skip(long bytes) {
        if (!mayLeave()) {
            return false;
        }
        unreadFrom = next;
        unreadEnd = next + bytes;
        tapped = false;
        next = unreadEnd;
        highest = Math.max(highest, next);
        windowShift = -1;
        windowEnd = 0;
        return true;
    }

    /**
     * The next {@code bytes} may pass before they are read: copies of them come to {@link #onSegment}. They are not
     * remembered, so that other bytes at their place pass as well. Windows are not judged from here on, since
     * acknowledgements go unseen.
     *
     * @return false, and nothing is changed, where {@link #skip} would be refused, or while the last ones are not read
     */
    public boolean tap(long bytes) {
        if (!mayLeave()) {
            return false;
        }
        unreadFrom = next;
        unreadEnd = next + bytes;
        tapped = true;
        windowShift = -1;
        windowEnd = 0;
        return true;
    }

    private boolean mayLeave() {
        return !holding() && ahead.isEmpty() && acknowledged >= unreadEnd;
    }

    /** Whether the receiver has not acknowledged all that may pass before it is read. */
    public boolean tapped() {
        return tapped && acknowledged < unreadEnd;
    }

    /**
     * How many bytes that are nobody's to read the receiver has not acknowledged yet; 0 before it has acknowledged
     * all that came before them, which nobody may send anew with other bytes.
     */
    public long unreadAhead() {
        return acknowledged < unreadFrom ? 0 : Math.max(0, unreadEnd - acknowledged);
    }

    /** Nothing from the last {@code bytes} that were handed over on goes on, until this is said anew. */
    public void hold(long bytes) {
        heldFrom = Math.max(acknowledged, next - bytes);
    }

    /** Nothing goes on from what the last segment brought in order, or what is held already. */
    public void holdFresh() {
        if (!holding()) {
            holdLast();
        }
    }

    /** What the last segment brought in order does not go on yet; what came before does. */
    public void holdLast() {
        heldFrom = Math.max(acknowledged, freshFrom);
    }

    /** How many bytes were handed over since {@code before}, a number that {@link #position} gave. */
    public long since(long before) {
        return next - before;
    }

    /** Where the reader is in the stream: a number that only grows. */
    public long position() {
        return next;
    }

    /** Nothing is held any more; what waits may go ({@link #mayGo}). */
    public void resume() {
        heldFrom = NOT_HELD;
    }

    /**
     * Whether a reset with this sequence number can end the receiver's side: it has to be the byte that the receiver
     * expects (RFC 9293, 3.10.7.4, RFC 5961, 3.2), which is one that we know.
     */
    public boolean mayReset(int sequence) {
        long at = offset(sequence);
        return !begun || at >= acknowledged && at <= highest + 1;
    }

    /** Whether the receiver has acknowledged everything before this sequence number, as far as we know. */
    boolean isAcknowledged(int sequence) {
        return begun && offset(sequence) <= acknowledged;
    }

    /** Whether something of this direction is held. */
    public boolean holding() {
        return heldFrom != NOT_HELD;
    }

    /**
     * A copy of bytes that were handed over and of which none has gone on: those that are held, and those that the
     * segment at hand brought or completed. Empty where that is not so.
     */
    public Optional<byte[]> inHand(int sequence, int length) {
        return isInHand(sequence, length) ? Optional.of(kept.copy(offset(sequence), length)) : Optional.empty();
    }

    /** Whether there are such bytes. */
    public boolean isInHand(int sequence, int length) {
        long from = offset(sequence);
        boolean gone = from < goneTo && from + length > goneFrom;
        return !gone && from >= Math.max(acknowledged, Math.min(heldFrom, freshFrom)) && from + length <= next;
    }

    /** How far a byte lies behind what was handed over; negative for one that was handed over itself. */
    public long ahead(int sequence) {
        return offset(sequence) - next;
    }

    /** Whether a segment that waited may go on now. */
    public boolean mayGo(int sequence, int length) {
        long end = offset(sequence) + length;
        return end <= heldFrom && (fastPass && heldFrom == NOT_HELD || end <= next);
    }

    /** Since when a gap has been open, on the pipeline's clock; {@link Long#MAX_VALUE} where there is none. */
    public long gapSinceMillis() {
        return ahead.isEmpty() ? Long.MAX_VALUE : gapSinceMillis;
    }

    /** Gives all memory back; nothing may be asked afterwards. */
    public void close() {
        kept.clear();
        ahead.clear();
    }

    /** Whether a segment's bytes are those that were seen at their offsets, as far as any were. */
    private boolean agrees(Packet packet, long from, long end) {
        if (!agrees(packet, from, acknowledged, Math.min(end, unreadFrom))
            || !agrees(packet, from, Math.max(acknowledged, unreadEnd), Math.min(end, next))) {
            return false;
        }
        for (int i = 0; i < ahead.count() && ahead.start(i) < end; i++) {
            if (!agrees(packet, from, ahead.start(i), Math.min(end, ahead.end(i)))) {
                return false;
            }
        }
        return true;
    }

    private boolean agrees(Packet packet, long from, long knownFrom, long knownEnd) {
        long begin = Math.max(from, knownFrom);
        return begin >= knownEnd
            || kept.equal(begin, packet.bytes, packet.payloadOffset + (int) (begin - from), (int) (knownEnd - begin));
    }

    private Answer behindGap(Packet packet, long from, long end, long nowMillis) {
        if (ahead.isEmpty()) {
            gapSinceMillis = nowMillis;
        }
        if (!keep(packet, from, end) || !ahead.add(from, end)) {
            return Answer.NO_ROOM;
        }
        if (!fastPass || end > heldFrom) {
            return Answer.WAIT;
        }
        goneFrom = goneTo <= acknowledged ? from : Math.min(goneFrom, from);
        goneTo = Math.max(goneTo, end);
        return Answer.PASS;
    }

    /** Nothing before {@code end} is compared any more. */
    private void leave(long end) {
        highest = Math.max(highest, end);
        if (acknowledged >= unreadFrom) {
            kept.forgetBefore(Math.min(end, ahead.isEmpty() ? end : ahead.start(0)));
        }
    }

    private boolean keep(Packet packet, long from, long end) {
        long begin = Math.max(from, next);
        if (!kept.write(begin, packet.bytes, packet.payloadOffset + (int) (begin - from), (int) (end - begin))) {
            return false;
        }
        highest = Math.max(highest, end);
        return true;
    }

    /** Hands over what lies beyond {@link #next} without a gap. */
    private void readAhead(StreamReader reader, long nowMillis) {
        while (!ahead.isEmpty() && ahead.start(0) <= next) {
            long end = ahead.end(0);
            while (next < end) {
                long at = next;
                int part = KeptBytes.inOnePage(at, end - at);
                next = at + part;
                reader.onBytes(kept.page(at), KeptBytes.within(at), part);
            }
            ahead.removeBefore(next);
            gapSinceMillis = nowMillis;
        }
    }

    /** The receiver has bytes up to {@code to} that did not come this way. */
    private void missed(long to, StreamReader reader, long nowMillis) {
        while (next < to) {
            long seen = ahead.isEmpty() ? to : Math.min(to, ahead.start(0));
            if (seen > next) {
                long missing = seen - next;
                next = seen;
                reader.onGap(missing);
            }
            readAhead(reader, nowMillis);
        }
    }

    /** The offset nearest to the next one that has this sequence number. */
    private long offset(int sequence) {
        return next + (sequence - (int) next);
    }
}
