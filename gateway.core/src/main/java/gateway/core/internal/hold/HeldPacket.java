package gateway.core.internal.hold;

import gateway.api.packet.Direction;
import gateway.core.internal.source.RawPacket;

/** One packet that waits in the kernel. Valid until it is settled; used again afterwards. */
public final class HeldPacket {
    int queue;
    int id;
    int mark;
    int length;
    int sequence;
    int payloadLength;
    Direction direction;
    HoldReason reason;
    /** A copy, where it may be changed before it goes on. */
    RawPacket copy;
    long deadlineMillis;
    HoldingFlow flow;
    /** In the order of its flow. */
    HeldPacket next;
    /** In the order of all deadlines. */
    HeldPacket earlier;
    HeldPacket later;

    HeldPacket() {
    }

    /** Which way it goes. */
    public Direction direction() {
        return direction;
    }

    /** Why it waits. */
    public HoldReason reason() {
        return reason;
    }

    /** Its TCP sequence number. */
    public int sequence() {
        return sequence;
    }

    /** Bytes of its payload. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Its mark when it came, or the one that it was to get. */
    public int mark() {
        return mark;
    }

    /** The flow that it belongs to. */
    public HoldingFlow flow() {
        return flow;
    }
}
