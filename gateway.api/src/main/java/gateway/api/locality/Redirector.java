package gateway.api.locality;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds near peers that can answer in the place of far ones, and remembers who answers. Several workers call it at
 * once; no call blocks or takes a lock. Times are milliseconds on the clock of the packet source.
 */
@ConsumerType
public interface Redirector {
    /**
     * A near peer to which a request goes instead: one that was announced for this content, answered last time it was
     * asked if that is known, and has an address of the far peer's family. The same request goes to the same peer for
     * as long as that one is good.
     *
     * @param client who asks
     * @param peer who is asked
     * @param farPeers how many far peers of the content the client is left, for a while the same ones, those among them
     *     that it was left by lists: 0 to any number
     * @return empty where the peer is near itself, none better is known, or the client is left this one
     */
    Optional<Endpoint> nearPeer(String application, String content, IpAddress client, Endpoint peer, int farPeers,
                                long nowMillis);

    /**
     * How many near peers are known of which a client may be led to any for this content; those that do not answer any
     * longer are not among them.
     */
    int nearPeers(String application, String content, IpAddress client, long nowMillis);

    /** A peer was asked for this content and answered. A peer that nobody announced for it is not remembered. */
    void answered(String application, String content, Endpoint peer, long nowMillis);

    /** A peer was asked for this content and did not answer in time. */
    void silent(String application, String content, Endpoint peer, long nowMillis);
}
