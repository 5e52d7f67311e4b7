package gateway.api.locality;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Which peers have which content, as a localizer remembers it. For people, not for workers; any thread. */
@ConsumerType
public interface PeerTable {
    /**
     * The contents that were seen last, the newest first.
     *
     * @param contents how many at most
     * @param peers how many of each content's peers at most
     * @param nowMillis on the clock of the packet source
     */
    List<KnownContent> newest(int contents, int peers, long nowMillis);
}
