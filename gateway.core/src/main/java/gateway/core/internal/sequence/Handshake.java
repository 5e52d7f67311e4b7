package gateway.core.internal.sequence;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;

/**
 * What both ends of a TCP flow offered in their SYNs (RFC 7323): window scale and timestamps. Two bytes a flow, since
 * it is not known yet whether the flow will be read. One worker thread.
 */
public final class Handshake {
    private static final int SEEN = 0x40;
    private static final int STAMPED = 0x20;
    private static final int SHIFT = 0x1f;

    private byte client;
    private byte server;

    /** Notes a SYN; the first one of each side counts. */
    public void onSyn(Packet packet, Direction direction, TcpOptions options) {
        options.read(packet);
        byte offered = (byte) (SEEN | (options.stamped ? STAMPED : 0) | options.windowShift + 1);
        if (direction == Direction.TO_SERVER && client == 0) {
            client = offered;
        } else if (direction == Direction.TO_CLIENT && server == 0) {
            server = offered;
        }
    }

    /** Whether both were seen. */
    boolean complete() {
        return (client & server & SEEN) != 0;
    }

    /** Whether timestamps in later segments mean something: neither side failed to offer them, as far as was seen. */
    boolean stamps() {
        return (client == 0 || (client & STAMPED) != 0) && (server == 0 || (server & STAMPED) != 0);
    }

    /** How far the windows are shifted that the client announces. */
    int shiftOfClient() {
        return scaled() ? (client & SHIFT) - 1 : 0;
    }

    /** How far the windows are shifted that the server announces. */
    int shiftOfServer() {
        return scaled() ? (server & SHIFT) - 1 : 0;
    }

    /** Both have to offer it, or neither scales (RFC 7323, 2.2). */
    private boolean scaled() {
        return (client & SHIFT) != 0 && (server & SHIFT) != 0;
    }
}
