package gateway.core.internal.sequence;

import gateway.core.internal.packet.Packet;

/**
 * The options of a TCP header that matter to whoever follows a stream: window scale and timestamps (RFC 9293, 3.1; RFC
 * 7323). One object a worker, filled anew; what is malformed ends the list, as it does for a receiver.
 */
public final class TcpOptions {
    /** No such option. */
    static final int NONE = -1;

    private static final int FIXED_HEADER = 20;
    private static final int END = 0;
    private static final int PADDING = 1;
    private static final int WINDOW_SCALE = 3;
    private static final int TIMESTAMPS = 8;
    private static final int MAX_SHIFT = 14;

    /** How far windows are shifted, 0 to 14; {@link #NONE} without the option. */
    int windowShift;
    /** Whether there is a timestamp. */
    boolean stamped;
    /** The sender's timestamp. */
    int timestamp;

    /** Reads a packet's options. */
    void read(Packet packet) {
        windowShift = NONE;
        stamped = false;
        int at = packet.transportOffset + FIXED_HEADER;
        while (at < packet.payloadOffset) {
            int kind = packet.bytes.get(at);
            if (kind == END) {
                return;
            }
            if (kind == PADDING) {
                at++;
                continue;
            }
            int length = at + 1 < packet.payloadOffset ? packet.bytes.get(at + 1) & 0xff : 0;
            if (length < 2 || at + length > packet.payloadOffset) {
                return;
            }
            option(packet, kind, at, length);
            at += length;
        }
    }

    private void option(Packet packet, int kind, int at, int length) {
        if (kind == WINDOW_SCALE && length == 3) {
            windowShift = Math.min(MAX_SHIFT, packet.bytes.get(at + 2) & 0xff);
        } else if (kind == TIMESTAMPS && length == 10) {
            stamped = true;
            timestamp = packet.bytes.getInt(at + 2);
        }
    }
}
