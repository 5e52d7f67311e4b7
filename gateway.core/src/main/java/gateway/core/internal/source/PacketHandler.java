package gateway.core.internal.source;

/** Takes packets, one at a time, on the worker thread of their source. */
public interface PacketHandler {
    /** Looks at the packet and writes the answer into it. Must not throw and must not keep it. */
    void onPacket(RawPacket packet);

    /**
     * Looks at a copy of a packet that the kernel forwarded alone; nobody asks for an answer. Must not throw and must
     * not keep it.
     */
    default void onTapped(RawPacket copy) {
    }
}
