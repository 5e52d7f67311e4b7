package gateway.core.internal.classify;

import gateway.core.internal.packet.Packet;

/**
 * How far one direction of a TCP flow has been looked at, by sequence number: from where, up to where, and the first
 * gap between. Bytes that a short copy hid do not count as looked at. All comparisons are modulo 2^32 (RFC 9293,
 * 3.4).
 *
 * <p>The gap is kept so that a packet with numbers far ahead, which the receiver ignores, does not make all that
 * follows look like repetitions.
 */
final class StreamPosition {
    private int begin;
    private int next;
    private int gapStart;
    private int gapEnd;
    private boolean known;

    /** A SYN says where the direction begins. Only the first one counts. */
    void onSyn(Packet packet) {
        if (!known) {
            start(first(packet));
        }
    }

    /** The receiver waits for this byte: so the direction begins there, where nothing was seen of it. */
    void onAcknowledgement(int acknowledgement) {
        if (!known) {
            start(acknowledgement);
        }
    }

    /** The byte behind all that was looked at; {@code otherwise} if nothing was. */
    int next(int otherwise) {
        return known ? next : otherwise;
    }

    /** Says which bytes of the packet are new, and counts them as looked at. */
    void take(Packet packet, UnseenBytes unseen) {
        int first = first(packet);
        int end = first + packet.payloadCaptured;
        unseen.none();
        if (packet.payloadCaptured == 0) {
            return;
        }
        if (!known) {
            start(first);
        }
        if (end - next > 0) {
            takeBehind(packet, first, end, unseen);
        } else if (first - begin < 0) {
            takeBefore(packet, first, end, unseen);
        } else {
            takeBetween(packet, first, end, unseen);
        }
    }

    private void takeBehind(Packet packet, int first, int end, UnseenBytes unseen) {
        int missing = Math.max(0, first - next);
        if (missing > 0 && gapStart == gapEnd) {
            gapStart = next;
            gapEnd = first;
        }
        int from = Math.max(0, next - first);
        unseen.set(packet, from, end - first - from, missing, false);
        next = end;
    }

    /** Older than the oldest that is known: the flow was picked up in the middle, or out of order. */
    private void takeBefore(Packet packet, int first, int end, UnseenBytes unseen) {
        boolean keepAlive = packet.payloadCaptured == 1 && first + 1 == begin;
        if (keepAlive) {
            return;
        }
        int length = Math.min(end - first, begin - first);
        unseen.set(packet, 0, length, 0, true);
        if (gapStart == gapEnd) {
            gapStart = first + length;
            gapEnd = begin;
        }
        begin = first;
    }

    private void takeBetween(Packet packet, int first, int end, UnseenBytes unseen) {
        int from = Math.max(0, first - gapStart);
        int to = Math.min(end - gapStart, gapEnd - gapStart);
        if (from >= to) {
            return;
        }
        unseen.set(packet, gapStart + from - first, to - from, from, true);
        if (from == 0) {
            gapStart += to;
        } else {
            gapEnd = gapStart + from;
        }
    }

    private void start(int sequence) {
        known = true;
        begin = sequence;
        next = sequence;
    }

    /** The sequence number of the first byte of payload. */
    static int first(Packet packet) {
        return packet.sequence + (packet.has(Packet.SYN) ? 1 : 0);
    }
}
