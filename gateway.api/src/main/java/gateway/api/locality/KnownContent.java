package gateway.api.locality;

import gateway.api.packet.Endpoint;
import java.util.List;

/**
 * A content that lists of peers named, for people. Its name came from the wire: whoever shows it escapes it.
 *
 * @param application whose it is
 * @param content as the protocol names it
 * @param seenMillis when a list named one of its peers last, or one answered
 * @param known how many peers are known to have it
 * @param near how many of them are near
 * @param peers the nearest of them, as many as asked, the nearest first
 */
public record KnownContent(String application, String content, long seenMillis, int known, int near,
                           List<Peer> peers) {
    /** Copies the list. */
    public KnownContent {
        peers = List.copyOf(peers);
    }

    /**
     * One peer that was announced for the content.
     *
     * @param peer who
     * @param cost from the client whose list named it last, 0 to {@link PeerDistance#FARTHEST}
     * @param near whether that is near
     * @param present whether it counts; a peer that went silent does not, until a list names it again
     * @param seenMillis when a list named it last, or it answered
     * @param lists how many lists named it
     * @param answers how many requests it answered that were led to it
     * @param silences how many such requests in a row it has not answered
     */
    public record Peer(Endpoint peer, int cost, boolean near, boolean present, long seenMillis, int lists,
                       int answers, int silences) { }
}
