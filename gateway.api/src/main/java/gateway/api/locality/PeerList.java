package gateway.api.locality;

import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;

/**
 * A list of peers that somebody was sent.
 *
 * @param application whose list it is
 * @param content what the peers have, as the protocol names it; empty if it was not said
 * @param toldTo the host that was sent it
 * @param peers in the order of the list, each with its place
 */
public record PeerList(String application, String content, IpAddress toldTo, List<ListedPeer> peers) {
    /** Copies the list. */
    public PeerList {
        peers = List.copyOf(peers);
    }
}
