package gateway.api.protocol;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes peers into the places of a list in the form in which its protocol writes them. Comes with the list
 * ({@link DissectionEvent.PeersListed}); core calls it on the worker that read the list, before the list goes on.
 * Stateless: several workers call it at once.
 */
@ConsumerType
@FunctionalInterface
public interface ListWriter {
    /** Of lists into which nothing is to be written: what they say is true of those alone who stand in them. */
    ListWriter NONE = (bytes, first, places, peers) -> false;

    /**
     * Whether a peer can be written into an entry, as far as its length is concerned: an address in text may be longer
     * or shorter than the one that stands there.
     */
    default boolean fits(ListedPeer place, Endpoint peer) {
        return true;
    }

    /**
     * Writes peers into entries. Each entry keeps its length, and what else the bytes say stays true: counts, checks,
     * scrambling.
     *
     * @param bytes of a datagram its whole payload; of a stream what lies from the first place to the end of the last
     * @param first the offset of the first of these bytes, as places count ({@link ListedPeer#offset})
     * @param places the entries to be written, all in one piece and within {@code bytes}
     * @param peers one for each place, of the address family of what stands there
     * @return whether all were written; if not, {@code bytes} is thrown away and the list passes as it was
     */
    boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers);
}
