package gateway.localizer.choice;

import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;

/**
 * A list of peers, and how far they are.
 *
 * @param places in the list's order
 * @param costs one for each place
 * @param near the largest cost of a near peer
 * @param client who was sent the list
 */
public record Listed(List<ListedPeer> places, int[] costs, int near, IpAddress client) {
    /** Refuses costs that do not fit the list. */
    public Listed {
        if (costs.length != places.size()) {
            throw new IllegalArgumentException(places.size() + " places, but " + costs.length + " costs");
        }
    }
}
