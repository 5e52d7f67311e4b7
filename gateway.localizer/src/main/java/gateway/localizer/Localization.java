package gateway.localizer;

import gateway.api.locality.KnownContent;
import gateway.api.locality.PeerList;
import gateway.api.locality.Place;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.choice.Candidates;
import gateway.localizer.choice.ListChooser;
import gateway.localizer.choice.Listed;
import gateway.localizer.distance.Atlas;
import gateway.localizer.distance.Explanation;
import gateway.localizer.distance.RoundTripTimes;
import gateway.localizer.peer.ContentPeers;
import gateway.localizer.peer.EndpointIndex;
import gateway.localizer.peer.KeptFarPeers;
import gateway.localizer.peer.KnownPeer;
import gateway.localizer.peer.NearPeers;
import gateway.localizer.place.Geography;
import gateway.localizer.place.KeyedHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Near and far, who has what, and what follows for lists and requests: everything but configuration and files. Any
 * thread; no call waits or takes a lock.
 */
public final class Localization {
    /** For so long a client keeps the same far peers; then others have their turn. */
    private static final long TURN_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final long secret;
    private final RoundTripTimes roundTrips;
    private final NearPeers peers;
    private final KeptFarPeers kept = new KeptFarPeers();
    private volatile View view;

    /** What holds at one moment. */
    private record View(Settings settings, Atlas atlas) {
        Atlas.Standpoint from(IpAddress client) {
            return atlas.from(client.high(), client.low());
        }
    }

    /**
     * Nothing is known yet.
     *
     * @param secret the key of all hashes, and of what chance decides
     */
    Localization(Settings settings, long secret) {
        this.secret = secret;
        roundTrips = new RoundTripTimes(RoundTripTimes.DEFAULT_CAPACITY, secret);
        peers = new NearPeers(NearPeers.DEFAULT_CONTENTS, NearPeers.DEFAULT_PEERS, secret);
        view = new View(settings, new Atlas(Atlas.Knowledge.none(), secret));
    }

    /**
     * Nothing is known yet, and the default settings hold.
     *
     * @param secret the key of all hashes, and of what chance decides
     */
    public static Localization byDefault(long secret) {
        return new Localization(Settings.defaults(Path.of("")), secret);
    }

    /** From now on these settings hold, and what is known of places stays. */
    void configure(Settings settings) {
        view = new View(settings, view.atlas);
    }

    /** From now on this is what is known of places. */
    public void know(Atlas.Knowledge knowledge) {
        view = new View(view.settings, new Atlas(knowledge, secret));
    }

    int cost(long clientHigh, long clientLow, long peerHigh, long peerLow, long nowMillis) {
        return view.atlas.cost(clientHigh, clientLow, peerHigh, peerLow,
            roundTrips.micros(peerHigh, peerLow, nowMillis));
    }

    boolean isNear(int cost) {
        return cost <= view.settings.near();
    }

    void roundTrip(long peerHigh, long peerLow, long micros, long nowMillis) {
        roundTrips.tell(peerHigh, peerLow, micros, nowMillis);
    }

    /** Where an address lies; a database may hold what is no country and no number of an autonomous system. */
    Place place(long high, long low) {
        Geography known = view.atlas.geography(high, low);
        if (known == Geography.UNKNOWN) {
            return Place.UNKNOWN;
        }
        boolean numbered = known.asNumber() > 0 && known.asNumber() <= Place.MAX_AS_NUMBER;
        return new Place(Place.isCountry(known.country()) ? known.country() : "",
            numbered ? known.asNumber() : 0, numbered ? known.organization() : "");
    }

    List<String> explain(IpAddress client, IpAddress peer, long nowMillis) {
        View now = view;
        return Explanation.of(now.atlas, client, peer, micros(peer, nowMillis), now.settings.near());
    }

    /** See {@link gateway.api.locality.PeerListRewriter#learn}. */
    public void learn(PeerList list, long nowMillis) {
        if (list.content().isEmpty() || list.content().length() > DissectionEvent.MAX_TEXT) {
            return;
        }
        View now = view;
        Atlas.Standpoint here = now.from(list.toldTo());
        List<Endpoint> admitted = new ArrayList<>(list.peers().size());
        int[] costs = new int[list.peers().size()];
        for (ListedPeer listed : list.peers()) {
            if (now.settings.admission().admits(listed.peer())) {
                costs[admitted.size()] = cost(here, listed.peer(), nowMillis);
                admitted.add(listed.peer());
            }
        }
        if (!admitted.isEmpty()) {
            peers.announce(list.application(), list.content(), admitted, costs, nowMillis, now.settings.peerMillis());
        }
    }

    /** See {@link gateway.api.locality.PeerListRewriter#rewrite}. */
    public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
        View now = view;
        Atlas.Standpoint here = now.from(list.toldTo());
        int[] costs = new int[list.peers().size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = cost(here, list.peers().get(i).peer(), nowMillis);
        }
        long seed = turnOf(list.toldTo(), list.content(), nowMillis);
        Listed listed = new Listed(list.peers(), costs, now.settings.near(), list.toldTo());
        List<Endpoint> candidates = terms.way() == Way.REORDER ? List.of()
            : candidates(now, here, list.application(), list.content(), seed, nowMillis);
        boolean counted = terms.farPeers() < KeptFarPeers.MOST;
        ListChooser.Choice choice = ListChooser.choose(listed, now.settings.admission(), candidates, terms,
            counted ? kept.of(seed) : List.of(), seed);
        if (counted && !choice.left().isEmpty()) {
            kept.add(seed, choice.left());
        }
        return choice.list();
    }

    /** See {@link gateway.api.locality.Redirector#nearPeer}. */
    Optional<Endpoint> nearPeer(String application, String content, IpAddress client, Endpoint peer, int farPeers,
            long nowMillis) {
        View now = view;
        Atlas.Standpoint here = now.from(client);
        if (cost(here, peer, nowMillis) <= now.settings.near()) {
            return Optional.empty();
        }
        long seed = EndpointIndex.hash(seedOf(client, content), peer);
        return candidates(now, here, application, content, seed, nowMillis).stream()
            .filter(each -> each.address().isV4() == peer.address().isV4() && !each.address().equals(client)
                && now.settings.admission().admits(each))
            .findFirst().filter(near -> !isLeft(client, content, peer, farPeers, nowMillis));
    }

    /** Whether a far peer is one of so many that a client is left, from now on if they are not so many yet. */
    private boolean isLeft(IpAddress client, String content, Endpoint peer, int farPeers, long nowMillis) {
        if (farPeers >= KeptFarPeers.MOST) {
            return true;
        }
        long turn = turnOf(client, content, nowMillis);
        List<Endpoint> left = kept.of(turn);
        int asMany = Math.min(farPeers, left.size());
        if (asMany < farPeers) {
            kept.add(turn, List.of(peer));
        }
        return asMany < farPeers || left.subList(0, asMany).contains(peer);
    }

    int nearPeers(String application, String content, IpAddress client, long nowMillis) {
        View now = view;
        return (int) candidates(now, now.from(client), application, content, secret, nowMillis).stream()
            .filter(each -> !each.address().equals(client) && now.settings.admission().admits(each)).count();
    }

    void answered(String application, String content, Endpoint peer, long nowMillis) {
        peers.answered(application, content, peer, nowMillis);
    }

    void silent(String application, String content, Endpoint peer) {
        peers.silent(application, content, peer);
    }

    /** The contents that were seen last, with their peers. For people, not workers. */
    List<ContentPeers> newest(int limit, long nowMillis) {
        return peers.newest(limit, nowMillis - view.settings.peerMillis());
    }

    /** The same as everybody may see it. */
    List<KnownContent> newest(int limit, int mostPeers, long nowMillis) {
        int near = view.settings.near();
        return newest(limit, nowMillis).stream().map(content -> content.shown(mostPeers, near)).toList();
    }

    private List<Endpoint> candidates(View now, Atlas.Standpoint here, String application, String content, long seed,
            long nowMillis) {
        if (content.isEmpty()) {
            return List.of();
        }
        List<KnownPeer> known = peers.of(application, content, nowMillis - now.settings.peerMillis());
        return Candidates.of(known, peer -> cost(here, peer, nowMillis), now.settings.near(), seed);
    }

    private int cost(Atlas.Standpoint here, Endpoint peer, long nowMillis) {
        IpAddress address = peer.address();
        return here.cost(address.high(), address.low(), micros(address, nowMillis));
    }

    private long micros(IpAddress peer, long nowMillis) {
        return roundTrips.micros(peer.high(), peer.low(), nowMillis);
    }

    private long turnOf(IpAddress client, String content, long nowMillis) {
        return KeyedHash.mix(seedOf(client, content), nowMillis / TURN_MILLIS);
    }

    private long seedOf(IpAddress client, String content) {
        return KeyedHash.mix(KeyedHash.mix(KeyedHash.mix(secret, client.high()), client.low()), content);
    }
}
