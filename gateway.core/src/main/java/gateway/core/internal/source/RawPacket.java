package gateway.core.internal.source;

import java.nio.ByteBuffer;

/**
 * One IP packet as a source hands it over, and the answer to it. A source owns one or a few of these and reuses
 * them: everything in it is valid during {@link PacketHandler#onPacket} only. Fields instead of accessors, since
 * both sides of the hot path touch nearly all of them.
 */
public final class RawPacket {
    /** Where the packet lies; big-endian, absolute indices. */
    public ByteBuffer bytes;
    /** Index of the first byte of the IP header. */
    public int offset;
    /** How many bytes are there. */
    public int captured;
    /** How many bytes the packet has; more than {@link #captured} where the copy was short. */
    public int length;
    /** The packet's mark when it came. */
    public int mark;
    /** Which lane it came through. */
    public Lane lane = Lane.CLASSIFY;
    /** Whether the transport checksum is complete, so that a wrong one means a damaged packet. */
    public boolean checksumComplete;
    /** Whether the kernel merged several segments or datagrams into this packet (GSO). */
    public boolean merged;
    /** Index of the interface that it came in by; 0 where that is not known. */
    public int inInterface;
    /** The queue that it waits in; together with {@link #id} it names a packet that is held. */
    public int queue;
    /** The kernel's number for it, unique in its queue. */
    public int id;

    /** The answer; a handler that says nothing accepts. */
    public Verdict verdict = Verdict.ACCEPT;
    /** Whether the packet's mark changes to {@link #newMark}. */
    public boolean setMark;
    /** The whole new mark, the administrator's bits included. */
    public int newMark;
    /** Whether bytes were changed where they lie: the verdict then brings the packet back as it is here. */
    public boolean replaced;

    /** Whether the whole packet is here, so that it can be handed back changed. */
    public boolean isWhole() {
        return captured == length;
    }

    /** The same packet in memory of its own, which outlives the call; without a verdict. */
    public RawPacket copy() {
        RawPacket copy = new RawPacket();
        copy.bytes = ByteBuffer.allocate(captured).put(0, bytes, offset, captured);
        copy.captured = captured;
        copy.length = length;
        copy.mark = mark;
        copy.lane = lane;
        copy.checksumComplete = checksumComplete;
        copy.merged = merged;
        copy.inInterface = inInterface;
        copy.queue = queue;
        copy.id = id;
        copy.replaced = replaced;
        return copy;
    }

    /** Forgets the last packet's answer. */
    public void reset() {
        verdict = Verdict.ACCEPT;
        setMark = false;
        replaced = false;
    }

    /** The gateway's part of Q1 that a packet came through. */
    public enum Lane {
        /** Connections not decided yet; a short copy. */
        CLASSIFY,
        /** Connections whose content policy wants; whole packets. */
        READ
    }

    /** What happens to a packet. */
    public enum Verdict {
        /** It goes on. */
        ACCEPT,
        /** It is gone. */
        DROP,
        /** It passes the chain again, with its new mark. */
        REPEAT,
        /** It comes again through the reading lane, whole. */
        READ,
        /** No verdict yet: the kernel keeps it. */
        HOLD
    }
}
