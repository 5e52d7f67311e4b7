package gateway.api.flow;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What classification has seen of a flow: its first packets with payload, at most {@value #MAX_PACKETS} of both
 * directions together (kP2PADM, section 3.1.1). Retransmissions are not counted again. Valid during the call.
 */
@ProviderType
public interface Head {
    /** Classification looks at no more packets with payload than these. */
    int MAX_PACKETS = 8;

    /** How many packets with payload were seen, 1 to {@value #MAX_PACKETS}. */
    int packets();

    /** Which way packet {@code index} (from 0) went. */
    Direction direction(int index);

    /**
     * The bytes of packet {@code index} that are there: all, or fewer than {@link #payloadLength} where the copy
     * was short or the memory for heads ran out. The newest packet is always there as it was received.
     */
    ByteView payload(int index);

    /** How many bytes of payload packet {@code index} had on the wire. */
    int payloadLength(int index);

    /**
     * TCP: the bytes of one direction from its first on, as far as they are there without a gap, over packet
     * borders. UDP: the first datagram of that direction. Empty where nothing was seen that way.
     */
    ByteView stream(Direction direction);

    /** The newest packet's index, {@code packets() - 1}. */
    default int newest() {
        return packets() - 1;
    }
}
