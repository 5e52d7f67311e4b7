package gateway.api.locality;

import gateway.api.packet.IpAddress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How far peers are from clients. Several workers call it at once: no call blocks or takes a lock, and asking again
 * about addresses that were asked about lately allocates nothing. Addresses come in two halves as in {@link IpAddress};
 * times are milliseconds on the clock of the packet source.
 */
@ConsumerType
public interface PeerDistance {
    /** The cost of a peer than which none is farther. */
    int FARTHEST = 1000;

    /** What it costs to bring data from the peer to the client: 0, none, to {@value #FARTHEST}. */
    int cost(long clientHigh, long clientLow, long peerHigh, long peerLow, long nowMillis);

    /** Whether a peer of this cost is near, as the administrator drew the line. */
    boolean isNear(int cost);

    /**
     * Tells the time from a packet to a peer until its answer, for instance from SYN to SYN/ACK. Allocates one small
     * object.
     *
     * @param micros in microseconds; 0 or less is not taken in
     */
    void roundTrip(long peerHigh, long peerLow, long micros, long nowMillis);

    /** How {@link #cost} comes to its answer, in sentences to be read one after the other. For people, not workers. */
    List<String> explain(IpAddress client, IpAddress peer, long nowMillis);

    /** What it knows from where, and how old that is, in sentences. Any thread; answers at once. */
    List<String> sources(long nowMillis);

    /**
     * What keeps it from knowing all that it was configured to know, such as a broken database, in sentences without
     * the last one's end; empty if nothing does. Any thread; answers at once.
     */
    String problem();
}
