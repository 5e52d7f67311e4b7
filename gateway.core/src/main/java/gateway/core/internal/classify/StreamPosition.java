package gateway.core.internal.classify;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;

/**
 * How far the payload of a TCP flow has been looked at, per direction, by sequence number. Bytes that a short copy
 * hid do not count as looked at.
 */
final class StreamPosition {
    private int toServer;
    private int toClient;
    private boolean toServerKnown;
    private boolean toClientKnown;

    /**
     * How many of the packet's first bytes were looked at before; negative: how many bytes are missing before it.
     */
    int seen(Packet packet, Direction direction) {
        boolean known = direction == Direction.TO_SERVER ? toServerKnown : toClientKnown;
        return known ? (direction == Direction.TO_SERVER ? toServer : toClient) - first(packet) : 0;
    }

    /** All bytes of the packet that are there have been looked at. */
    void advance(Packet packet, Direction direction) {
        set(direction, first(packet) + packet.payloadCaptured);
    }

    /** A SYN says where a direction begins. */
    void onSyn(Packet packet, Direction direction) {
        set(direction, first(packet));
    }

    private void set(Direction direction, int sequence) {
        if (direction == Direction.TO_SERVER) {
            toServer = sequence;
            toServerKnown = true;
        } else {
            toClient = sequence;
            toClientKnown = true;
        }
    }

    private static int first(Packet packet) {
        return packet.sequence + (packet.has(Packet.SYN) ? 1 : 0);
    }
}
