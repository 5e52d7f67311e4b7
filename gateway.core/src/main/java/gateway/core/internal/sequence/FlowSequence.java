package gateway.core.internal.sequence;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.sequence.StreamSequence.Answer;

/**
 * Both directions of a TCP flow that is read: what one side sends is judged by what the other acknowledges. One worker
 * thread.
 */
public final class FlowSequence {
    private final StreamSequence toServer;
    private final StreamSequence toClient;
    /** Timestamps protect against old segments. */
    private final boolean stamps;
    private int newestToServer;
    private int newestToClient;
    private boolean stampedToServer;
    private boolean stampedToClient;

    /**
     * @param maxBytes the most that is kept of each direction
     * @param fastPass whether what lies behind a gap goes on at once
     * @param handshake what the SYNs offered
     */
    public FlowSequence(PagePool pool, long maxBytes, boolean fastPass, Handshake handshake) {
        toServer = new StreamSequence(pool, maxBytes, fastPass);
        toClient = new StreamSequence(pool, maxBytes, fastPass);
        stamps = handshake.stamps();
        if (handshake.complete()) {
            toServer.windowShift(handshake.shiftOfServer());
            toClient.windowShift(handshake.shiftOfClient());
        }
    }

    /** One direction. */
    public StreamSequence stream(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    /**
     * Judges a packet whose checksum is right, after {@link #stream}{@code .begin} for its direction. What is new and
     * in order is handed to the reader during the call.
     */
    public Answer onPacket(Packet packet, Direction direction, TcpOptions options, StreamReader reader,
                           StreamReader reverseReader, long nowMillis) {
        options.read(packet);
        StreamSequence stream = stream(direction);
        if (!packet.has(Packet.RST) && isTooOld(packet, direction, options)) {
            return Answer.TOO_OLD;
        }
        if (packet.has(Packet.ACK)) {
            // The window in a SYN is never scaled; the next one that is seen says more.
            int window = packet.has(Packet.SYN) ? StreamSequence.NO_WINDOW : packet.window;
            stream(direction.reverse()).onAcknowledgement(packet.acknowledgement, window, reverseReader, nowMillis);
        }
        if (packet.payloadLength > 0) {
            return stream.onSegment(packet, reader, nowMillis);
        }
        return packet.has(Packet.FIN) && stream.holding() ? Answer.WAIT : Answer.PASS;
    }

    /** Gives all memory back. */
    public void close() {
        toServer.close();
        toClient.close();
    }

    /**
     * Whether the receiver ignores a segment for its timestamp (RFC 7323, 5.3). What is newest is noted by the
     * receiver's rule, on segments that begin with what it acknowledged or before. A segment that passes here and dies
     * on its way makes it run ahead of the receiver's own: what is older is then dropped here although the receiver
     * would take it, and whoever sent that segment has ended his own connection. It lags behind while an
     * acknowledgement is on its way: what the receiver then ignores was read here, and comes again as it was.
     */
    private boolean isTooOld(Packet packet, Direction direction, TcpOptions options) {
        if (!stamps || !options.stamped || packet.has(Packet.SYN)) {
            return false;
        }
        boolean known = direction == Direction.TO_SERVER ? stampedToServer : stampedToClient;
        int newest = direction == Direction.TO_SERVER ? newestToServer : newestToClient;
        if (known && options.timestamp - newest < 0) {
            return true;
        }
        if (stream(direction).isAcknowledged(packet.sequence)) {
            note(direction, options.timestamp);
        }
        return false;
    }

    private void note(Direction direction, int timestamp) {
        if (direction == Direction.TO_SERVER) {
            newestToServer = timestamp;
            stampedToServer = true;
        } else {
            newestToClient = timestamp;
            stampedToClient = true;
        }
    }
}
