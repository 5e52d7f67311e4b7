package gateway.api.locality;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds out how an application writes lists of peers, from its traffic alone: whom a host contacts soon after a
 * payload came to it, and where in that payload just these addresses and ports stand. A layout that was confirmed
 * often enough is used; one by which nobody is found afterwards, since its messages are protected by a checksum for
 * instance, is withdrawn by itself.
 *
 * <p>Core calls the first four methods on its workers, several at once, for applications whose lists no bundle reads.
 * They copy what they keep, never wait and take no lock; what is learnt from it is worked out on a thread of the
 * implementation's own. Times are milliseconds on the clock of the packet source. The other methods are for people,
 * on any thread.
 */
@ConsumerType
public interface LayoutLearner {
    /**
     * An inside host received a payload. Most of what comes in a second is not even copied, so that it may be called
     * for every packet.
     *
     * @param application whose flow it is
     * @param transport whether the payload is a datagram, or came in one piece of a stream
     * @param client the host that received it
     * @param payload as it stands on the wire; good during the call
     */
    void received(String application, Transport transport, IpAddress client, ByteView payload, long nowMillis);

    /**
     * An inside host sends to a peer that it did not send to before, as far as is known. Contacts of all applications
     * count, also of those that nobody identified yet.
     */
    void contacted(IpAddress client, Endpoint peer, long nowMillis);

    /**
     * The list in a payload, if a layout that is in use finds one. Allocates nothing where there is no layout in use.
     *
     * @param payload received, as in {@link #received}; good during the call
     * @param first the offset of its first byte, as places of listed peers count: 0 for a datagram
     */
    Optional<LearntList> read(String application, Transport transport, ByteView payload, long first);

    /**
     * Peers took the places of others in a list on its way to a client. From now on it is watched whether the client
     * contacts them.
     *
     * @param layout of the list, {@link LearntList#layout}
     * @param newcomers who was put in
     */
    void substituted(String layout, IpAddress client, List<Endpoint> newcomers, long nowMillis);

    /** What was found, with its evidence; those in use first. */
    List<LearntLayout> layouts();

    /** The layouts in use as a file, which {@link #adopt} takes. */
    String export();

    /**
     * Takes layouts from a file into use, beside those that are there. They are watched like those that were learnt
     * here. Nothing is taken from a file that is not right as a whole.
     *
     * @param file of at most a megabyte
     * @return how many it has
     * @throws IllegalArgumentException with what is wrong, in a sentence without its end
     */
    int adopt(String file);

    /**
     * Forgets a layout, and why it was withdrawn: it may be learnt again.
     *
     * @return whether there was such a layout
     */
    boolean forget(String layout);
}
