package gateway.core.internal.sequence;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.sequence.StreamSequence.Answer;

/**
 * Both directions of a TCP flow that is read: what one side sends is judged by what the other acknowledges. One worker
 * thread.
 */
public final class FlowSequence {
    private static final int NO_SHIFT = 0;

    private final StreamSequence toServer;
    private final StreamSequence toClient;
    private int shiftOfClient = TcpOptions.NONE;
    private int shiftOfServer = TcpOptions.NONE;
    private boolean synSeen;
    private boolean synAckSeen;
    private boolean stampsToServer;
    private boolean stampsToClient;
    private int newestToServer;
    private int newestToClient;

    /** @param maxBytes the most that is kept of each direction */
    public FlowSequence(PagePool pool, long maxBytes) {
        toServer = new StreamSequence(pool, maxBytes);
        toClient = new StreamSequence(pool, maxBytes);
    }

    /** One direction. */
    public StreamSequence stream(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    /**
     * Judges a packet whose checksum is right, after {@link #stream}{@code .begin} for its direction or with a SYN.
     * What is new and in order is handed to the reader during the call.
     */
    public Answer onPacket(Packet packet, Direction direction, TcpOptions options, StreamReader reader,
                           StreamReader reverseReader, long nowMillis) {
        options.read(packet);
        if (packet.has(Packet.SYN)) {
            onSyn(packet, direction, options);
        }
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

    private void onSyn(Packet packet, Direction direction, TcpOptions options) {
        stream(direction).begin(packet.sequence + 1);
        if (direction == Direction.TO_SERVER) {
            synSeen = true;
            shiftOfClient = options.windowShift;
            stampsToServer = options.stamped;
            newestToServer = options.timestamp;
        } else {
            synAckSeen = true;
            shiftOfServer = options.windowShift;
            stampsToClient = options.stamped;
            newestToClient = options.timestamp;
        }
        if (synSeen && synAckSeen) {
            // Both have to offer it, or neither scales (RFC 7323, 2.2). Who receives a stream scales its window.
            boolean scaled = shiftOfClient != TcpOptions.NONE && shiftOfServer != TcpOptions.NONE;
            toServer.windowShift(scaled ? shiftOfServer : NO_SHIFT);
            toClient.windowShift(scaled ? shiftOfClient : NO_SHIFT);
        }
    }

    /**
     * Whether the receiver ignores a segment for its timestamp (RFC 7323, 5.3). What is newest is noted by the
     * receiver's rule, on segments that begin with what it acknowledged or before: it never runs ahead of the
     * receiver's own, so what is too old here is so there.
     */
    private boolean isTooOld(Packet packet, Direction direction, TcpOptions options) {
        if (!stampsToServer || !stampsToClient || !options.stamped || packet.has(Packet.SYN)) {
            return false;
        }
        int age = options.timestamp - (direction == Direction.TO_SERVER ? newestToServer : newestToClient);
        if (age < 0) {
            return true;
        }
        if (stream(direction).isAcknowledged(packet.sequence)) {
            if (direction == Direction.TO_SERVER) {
                newestToServer = options.timestamp;
            } else {
                newestToClient = options.timestamp;
            }
        }
        return false;
    }
}
