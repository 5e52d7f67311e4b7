package gateway.api.locality;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The addresses of peers that went through the gateway, by application, with expiry and bounds. Fed by events; used
 * to recognise encrypted flows to peers just announced. Survives the removal of any bundle. Lock-free, any thread.
 */
@ProviderType
public interface AddressList {
    /** Who announced {@code peer} to {@code toldTo}, if that was recently. */
    Optional<Announcement> find(IpAddress toldTo, Endpoint peer, long nowMillis);

    /** How many announcements are kept, expired ones that were not yet replaced included. */
    int size();

    /**
     * One announcement.
     *
     * @param application whose list it was
     * @param toldTo the inside host that received the list
     * @param peer who was listed
     * @param expiresMillis when it is forgotten, since 1970
     */
    record Announcement(String application, IpAddress toldTo, Endpoint peer, long expiresMillis) {
    }
}
