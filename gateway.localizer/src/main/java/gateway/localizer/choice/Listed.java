package gateway.localizer.choice;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;
import java.util.stream.IntStream;

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

    /** The far peers that still stand where they stood, among what is to stand in the list. */
    public List<Endpoint> farAmong(List<Endpoint> entries, Admission admission) {
        return IntStream.range(0, costs.length)
            .filter(place -> costs[place] > near && entries.get(place).equals(places.get(place).peer()))
            .mapToObj(entries::get).filter(admission::admits).toList();
    }
}
