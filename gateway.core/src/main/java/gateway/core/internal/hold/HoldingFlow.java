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
}
