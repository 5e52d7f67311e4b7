package gateway.core.internal.flow;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;

/**
 * As much of RFC 9293 as classification and refusal need: open, close, mid-stream pickup, and the next byte that
 * each side expects.
 */
public final class TcpState {
    private static final int SYN_SEEN = 1;
    private static final int SYN_ACK_SEEN = 2;
    private static final int OPEN = 4;
    private static final int FIN_TO_SERVER = 8;
    private static final int FIN_TO_CLIENT = 16;
    private static final int RESET = 32;
    private static final int MIDSTREAM = 64;
    private static final int KNOWN_TO_SERVER = 128;
    private static final int KNOWN_TO_CLIENT = 256;
    private static final int REPLACES = 512;
    private static final int MAX_WINDOW = 1 << 30;

    private short state;
    private int nextToServer;
    private int nextToClient;
    private int initialSequence;
    /** What the other end of the connection before this one had sent. */
    private int replaced;

    /**
     * Whether a packet begins another connection on the same ports: a SYN after the end, or one that is no
     * repetition. While a connection that is watched is open, a SYN in its middle is no beginning, but somebody's
     * attempt to have it forgotten: the other end ignores it (RFC 9293, 3.10.7.4).
     *
     * @param settled whether the connection is not watched any more, so that its end may have been missed
     */
    public boolean beginsAnew(Packet packet, boolean settled) {
        return packet.has(Packet.SYN) && !packet.has(Packet.ACK)
            && (closed() || (state & ~REPLACES) != 0 && (settled || !open()) && isOtherSequence(packet));
    }

    private boolean isOtherSequence(Packet packet) {
        return midstream() || packet.sequence != initialSequence;
    }

    /**
     * This connection began with a SYN while another one on the same ports was watched.
     *
     * @param direction of the SYN, in the one before
     */
    public void replaces(TcpState before, Direction direction) {
        state |= REPLACES;
        replaced = before.doubted() ? before.replaced : before.next(direction.reverse());
    }

    /** Whether {@link #isDoubtful} may say yes: the answer to our SYN was not seen. */
    public boolean doubted() {
        return (state & (REPLACES | SYN_ACK_SEEN)) == REPLACES;
    }

    /**
     * Whether a packet with payload belongs to the connection before this one, if to any: that one's end and our
     * beginning may have been shown to us alone, by packets that died on their way to the other end. What this one's
     * sender acknowledges tells: the other end takes nothing that acknowledges more than it sent, or less than a
     * window before that (RFC 5961, 5.2), and a real answer begins elsewhere, with Linux always behind.
     */
    public boolean isDoubtful(Packet packet) {
        int behind = replaced - packet.acknowledgement;
        return doubted() && packet.payloadLength > 0 && !packet.has(Packet.SYN) && behind >= 0 && behind <= MAX_WINDOW;
    }

    /** Takes a packet into account. */
    public void onPacket(Packet packet, Direction direction) {
        if (packet.has(Packet.SYN)) {
            if ((state & ~REPLACES) == 0) {
                initialSequence = packet.sequence;
            }
            state |= packet.has(Packet.ACK) ? SYN_ACK_SEEN : SYN_SEEN;
        } else if ((state & ~REPLACES) == 0) {
            state |= MIDSTREAM | OPEN;
        } else if (packet.has(Packet.ACK) && ((state & SYN_ACK_SEEN) != 0 || packet.payloadLength > 0)) {
            // The kernel keeps answers without payload to itself; who sends data has been answered.
            state |= OPEN;
        }
        if (packet.has(Packet.FIN)) {
            state |= direction == Direction.TO_SERVER ? FIN_TO_SERVER : FIN_TO_CLIENT;
        }
        if (packet.has(Packet.RST)) {
            state |= RESET;
        }
        int after = firstByte(packet) + packet.payloadLength + (packet.has(Packet.FIN) ? 1 : 0);
        if (!knows(direction) || after - next(direction) > 0) {
            setNext(direction, after);
        }
    }

    /** The sequence number of the byte after all that was seen in a direction; 0 if nothing was. */
    public int next(Direction direction) {
        return direction == Direction.TO_SERVER ? nextToServer : nextToClient;
    }

    /** Whether anything was seen in a direction, so that {@link #next} means something. */
    public boolean knows(Direction direction) {
        return (state & (direction == Direction.TO_SERVER ? KNOWN_TO_SERVER : KNOWN_TO_CLIENT)) != 0;
    }

    /** Whether the handshake is complete, or was over before we looked. */
    public boolean open() {
        return (state & OPEN) != 0;
    }

    /** Whether the connection is over: reset, or finished from both sides. */
    public boolean closed() {
        return (state & RESET) != 0 || (state & (FIN_TO_SERVER | FIN_TO_CLIENT)) == (FIN_TO_SERVER | FIN_TO_CLIENT);
    }

    /** Whether the side that sends in this direction ended its stream. */
    public boolean finished(Direction direction) {
        return (state & (direction == Direction.TO_SERVER ? FIN_TO_SERVER : FIN_TO_CLIENT)) != 0;
    }

    /** Whether the first packet seen was not a SYN. */
    public boolean midstream() {
        return (state & MIDSTREAM) != 0;
    }

    /** The state in a word, for people. */
    public String word() {
        return closed() ? "closed" : open() ? "established" : "new";
    }

    private static int firstByte(Packet packet) {
        return packet.sequence + (packet.has(Packet.SYN) ? 1 : 0);
    }

    private void setNext(Direction direction, int sequence) {
        if (direction == Direction.TO_SERVER) {
            nextToServer = sequence;
            state |= KNOWN_TO_SERVER;
        } else {
            nextToClient = sequence;
            state |= KNOWN_TO_CLIENT;
        }
    }
}
