package gateway.api.locality;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A list of peers in a payload, found by a layout that was learnt. Immutable; any thread. */
@ConsumerType
public interface LearntList extends ListWriter {
    /** Of which layout it is. */
    String layout();

    /**
     * A name for what its peers have. A layout does not say it: lists that have enough peers in common are taken for
     * lists of one content, and a list that shares peers with none so far begins a content of its own.
     */
    String content();

    /**
     * Its peers, each with the place of its address and port. Entries that hold no public address with a port are not
     * among them.
     */
    List<ListedPeer> peers();

    /**
     * Writes peers into entries, in the byte order in which they stand there. No other byte changes, and none where
     * not all can be written.
     */
    @Override
    boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers);
}
