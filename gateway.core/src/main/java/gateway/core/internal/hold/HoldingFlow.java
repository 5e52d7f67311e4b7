package gateway.core.internal.hold;

/** What a flow has in Q2: its packets in the order in which they came. Written by {@link HeldPackets} only. */
public class HoldingFlow {
    HeldPacket first;
    HeldPacket last;
    int packets;
    long bytes;

    /** For flows that may hold packets. */
    protected HoldingFlow() {
    }

    /** How many packets wait. */
    public final int heldPackets() {
        return packets;
    }

    /** The packet that has waited longest; null if none waits. */
    public final HeldPacket firstHeld() {
        return first;
    }
}
