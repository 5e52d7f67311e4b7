package gateway.core.internal.classify;

import gateway.core.internal.packet.Packet;

/** Which bytes of a packet's payload nobody has looked at before. One object a worker, filled anew for each packet. */
final class UnseenBytes {
    /** Index of the first one in the payload. */
    int from;
    /** How many of them are there; 0 where the packet brings nothing new. */
    int length;
    /** How many there are on the wire, those included that a short copy hid. */
    int wireLength;
    /** How many bytes that were not seen either should have come before them. */
    int missing;
    /** Whether bytes behind them were seen before: they fill a gap. */
    boolean late;
    /** TCP sequence number of the first one. */
    int sequence;

    /** A datagram is new as a whole. */
    void wholeOf(Packet packet) {
        set(packet, 0, packet.payloadCaptured, 0, false);
    }

    void none() {
        length = 0;
    }

    void set(Packet packet, int from, int length, int missing, boolean late) {
        this.from = from;
        this.length = length;
        this.missing = missing;
        this.late = late;
        boolean toTheEnd = from + length == packet.payloadCaptured;
        this.wireLength = toTheEnd ? packet.payloadLength - from : length;
        this.sequence = StreamPosition.first(packet) + from;
    }
}
