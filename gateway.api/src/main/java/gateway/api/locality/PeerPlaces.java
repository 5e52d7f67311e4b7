package gateway.api.locality;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says where peers are. Several workers call it at once, once for a flow and not for every packet: no call blocks or
 * takes a lock.
 */
@ConsumerType
public interface PeerPlaces {
    /** Where an address lies that comes in two halves, as in {@link gateway.api.packet.IpAddress}; never null. */
    Place place(long high, long low);
}
