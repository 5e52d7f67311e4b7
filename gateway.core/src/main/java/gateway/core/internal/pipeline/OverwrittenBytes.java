package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.packet.PacketPatch;
import gateway.core.internal.source.RawPacket;

/**
 * What was overwritten in a TCP flow and has not been acknowledged: a sender that repeats it repeats the old bytes, and
 * they are overwritten again. By sequence number, modulo 2^32. One worker thread.
 */
final class OverwrittenBytes {
    /** Parts at once; more are refused instead. */
    static final int MOST = 1024;
    /** Bytes at once. */
    static final int MOST_BYTES = 64 * 1024;

    private static final class Part {
        final Direction direction;
        final int sequence;
        final byte[] bytes;
        Part next;

        Part(Direction direction, int sequence, byte[] bytes) {
            this.direction = direction;
            this.sequence = sequence;
            this.bytes = bytes;
        }
    }

    private Part first;
    private int count;
    private int size;

    /** Remembers a part; false where there is no room for more. */
    boolean add(Direction direction, int sequence, byte[] bytes) {
        if (count == MOST || size + bytes.length > MOST_BYTES) {
            return false;
        }
        Part part = new Part(direction, sequence, bytes);
        part.next = first;
        first = part;
        count++;
        size += bytes.length;
        return true;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** The other side has everything before this number: it will not take the bytes again. */
    void acknowledged(Direction direction, int acknowledgement) {
        Part before = null;
        for (Part part = first; part != null; part = part.next) {
            if (part.direction == direction && acknowledgement - (part.sequence + part.bytes.length) >= 0) {
                if (before == null) {
                    first = part.next;
                } else {
                    before.next = part.next;
                }
                count--;
                size -= part.bytes.length;
            } else {
                before = part;
            }
        }
    }

    /** Whether a packet holds any of it. */
    boolean touches(Packet packet, Direction direction) {
        for (Part part = first; part != null; part = part.next) {
            if (part.direction == direction && begin(part, packet) < end(part, packet)) {
                return true;
            }
        }
        return false;
    }

    /** Writes what falls into a packet, which has to be whole. */
    void write(RawPacket raw, Packet packet, Direction direction) {
        for (Part part = first; part != null; part = part.next) {
            int from = begin(part, packet);
            int to = end(part, packet);
            if (part.direction == direction && from < to) {
                PacketPatch.write(raw, packet, from, part.bytes, from - offset(part, packet), to - from);
            }
        }
    }

    /** Where a part begins in the packet's payload; may lie before it. */
    private static int offset(Part part, Packet packet) {
        return part.sequence - packet.sequence - (packet.has(Packet.SYN) ? 1 : 0);
    }

    private static int begin(Part part, Packet packet) {
        return Math.max(0, offset(part, packet));
    }

    private static int end(Part part, Packet packet) {
        return (int) Math.min(packet.payloadLength, (long) offset(part, packet) + part.bytes.length);
    }
}
