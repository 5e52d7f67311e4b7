package gateway.localizer.peer;

import gateway.api.locality.KnownContent;
import gateway.api.packet.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The peers of one content. Immutable.
 *
 * @param application whose content it is
 * @param content as the protocol names it
 * @param peers in no order
 */
public record ContentPeers(String application, String content, List<KnownPeer> peers) {
    /** Who goes first where there are too many: those that are gone, never answered, are far, were seen long ago. */
    private static final Comparator<KnownPeer> WORTH = Comparator.comparing(KnownPeer::present).reversed()
        .thenComparing(peer -> peer.answers() == 0)
        .thenComparingInt(KnownPeer::cost)
        .thenComparing(Comparator.comparingLong(KnownPeer::seenMillis).reversed());

    private static final Comparator<KnownPeer> NEAREST = Comparator.comparingInt(KnownPeer::cost)
        .thenComparing(Comparator.comparingLong(KnownPeer::seenMillis).reversed());

    /** Copies the list. */
    public ContentPeers {
        peers = List.copyOf(peers);
    }

    /**
     * The same for people.
     *
     * @param most how many peers, the nearest
     * @param near up to which cost a peer is near
     */
    public KnownContent shown(int most, int near) {
        List<KnownContent.Peer> nearest = peers.stream().sorted(NEAREST).limit(most)
            .map(peer -> new KnownContent.Peer(peer.peer(), peer.cost(), peer.cost() <= near, peer.present(),
                peer.seenMillis(), peer.lists(), peer.answers(), peer.silences())).toList();
        int nearPeers = (int) peers.stream().filter(peer -> peer.cost() <= near).count();
        return new KnownContent(application, content, seenMillis(), peers.size(), nearPeers, nearest);
    }

    boolean isOf(String otherApplication, String otherContent) {
        return content.equals(otherContent) && application.equals(otherApplication);
    }

    /** When a list named one of its peers last, or one answered. */
    public long seenMillis() {
        long latest = Long.MIN_VALUE;
        for (KnownPeer peer : peers) {
            latest = Math.max(latest, peer.seenMillis());
        }
        return latest;
    }

    /** Without those that were not seen since a time; itself if there are none. */
    ContentPeers since(long sinceMillis) {
        for (KnownPeer peer : peers) {
            if (peer.seenMillis() < sinceMillis) {
                return new ContentPeers(application, content,
                    peers.stream().filter(each -> each.seenMillis() >= sinceMillis).toList());
            }
        }
        return this;
    }

    /** With the peers of one more list; those that were not seen since a time are forgotten. */
    ContentPeers with(List<Endpoint> listed, int[] costs, int most, long sinceMillis, long nowMillis, long seed) {
        EndpointIndex index = new EndpointIndex(peers.size() + listed.size(), seed);
        List<KnownPeer> all = new ArrayList<>(peers.size() + listed.size());
        for (KnownPeer known : peers) {
            if (known.seenMillis() >= sinceMillis) {
                index.add(known.peer(), all.size());
                all.add(known);
            }
        }
        int before = all.size();
        for (int i = 0; i < listed.size(); i++) {
            int at = index.add(listed.get(i), all.size());
            if (at < 0) {
                all.add(KnownPeer.first(listed.get(i), costs[i], nowMillis));
            } else if (at < before) {
                all.set(at, all.get(at).listed(costs[i], nowMillis));
            }
        }
        if (all.size() > most) {
            all.sort(WORTH);
            return new ContentPeers(application, content, all.subList(0, most));
        }
        return new ContentPeers(application, content, all);
    }

    /** With another entry for a peer; itself if the peer was never announced for this content. */
    ContentPeers with(Endpoint peer, UnaryOperator<KnownPeer> change) {
        for (int i = 0; i < peers.size(); i++) {
            if (peers.get(i).peer().equals(peer)) {
                List<KnownPeer> all = new ArrayList<>(peers);
                all.set(i, change.apply(all.get(i)));
                return new ContentPeers(application, content, all);
            }
        }
        return this;
    }
}
