package gateway.api.locality;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A list of peers in a payload, found by a layout that was learnt. Immutable; any thread. */
@ConsumerType
public interface LearntList {
    /** Of which layout it is. */
    String layout();

    /**
     * Its peers, each with the place of its address and port. Entries that hold no public address with a port are not
     * among them. Of what content the peers are, a layout does not say.
     */
    List<ListedPeer> peers();

    /**
     * Writes peers into entries, in the byte order in which they stand there. No other byte changes.
     *
     * @param bytes of a datagram its whole payload; of a stream what lies from the first place to the end of the last
     * @param first the offset of the first of these bytes, as places count
     * @param places the entries to be written, of {@link #peers} and within {@code bytes}
     * @param peers one for each place, of the address family of what stands there
     * @return whether all were written; if not, {@code bytes} is as it was
     */
    boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers);
}
