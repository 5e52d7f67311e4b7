package gateway.localizer.distance;

import gateway.api.locality.PeerDistance;
import gateway.api.packet.IpAddress;
import gateway.localizer.alto.AltoMap;
import gateway.localizer.place.GeoDatabase;
import gateway.localizer.place.Geography;
import gateway.localizer.place.KeyedHash;
import gateway.localizer.place.NetworkList;
import gateway.localizer.place.PrefixTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * All that is known of places at one moment. Immutable but for what it remembers of the addresses that it was asked
 * about, a bounded table of which each look-up that finds nothing replaces one entry. Lock-free, any thread; what is
 * remembered is found without allocating.
 */
public final class Atlas {
    /** How many addresses are remembered; about 2 MB when full. */
    static final int REMEMBERED = 32_768;
    /** How many combinations of what several databases say are shared. */
    private static final int SHARED = 4096;

    private final Knowledge knowledge;
    private final AtomicReferenceArray<Place> remembered = new AtomicReferenceArray<>(REMEMBERED);
    private final AtomicReferenceArray<Geography> shared = new AtomicReferenceArray<>(SHARED);
    private final long seed;
    private final Place here;

    /**
     * What an atlas is made of.
     *
     * @param networks the administrator's lists
     * @param alto the operator's map; null for none
     * @param altoFar the map's cost that counts as the farthest; 0 for the map's largest
     * @param databases asked in this order
     * @param here where clients are of which nothing is known; empty if nobody said
     */
    public record Knowledge(PrefixTable<NetworkList.Entry> networks, AltoMap alto, float altoFar,
                            List<GeoDatabase> databases, Optional<IpAddress> here) {
        /** Copies the list. */
        public Knowledge {
            databases = List.copyOf(databases);
        }

        /** Nothing is known. */
        public static Knowledge none() {
            return new Knowledge(PrefixTable.of(Map.of()), null, 0, List.of(), Optional.empty());
        }
    }

    /**
     * Makes an atlas.
     *
     * @param seed the key of the hash, not to be guessed by anybody outside
     */
    public Atlas(Knowledge knowledge, long seed) {
        this.knowledge = knowledge;
        this.seed = seed;
        here = knowledge.here.map(address -> look(address.high(), address.low())).orElse(Place.NOWHERE);
    }

    /**
     * What it costs to bring data from a peer to a client, both in two halves.
     *
     * @param micros the peer's round trip; -1 if it is not known
     * @return 0 to {@link PeerDistance#FARTHEST}
     */
    public int cost(long clientHigh, long clientLow, long peerHigh, long peerLow, long micros) {
        return cost(client(clientHigh, clientLow), placeOf(peerHigh, peerLow), micros);
    }

    /** Where a client stands, given in two halves, to be asked about many peers. */
    public Standpoint from(long clientHigh, long clientLow) {
        return new Standpoint(client(clientHigh, clientLow));
    }

    /** Distances from one client. */
    public final class Standpoint {
        private final Place client;

        private Standpoint(Place client) {
            this.client = client;
        }

        /** What it costs to bring data from a peer to the client; see {@link Atlas#cost}. */
        public int cost(long peerHigh, long peerLow, long micros) {
            return Atlas.this.cost(client, placeOf(peerHigh, peerLow), micros);
        }
    }

    int cost(Place client, Place peer, long micros) {
        Basis basis = basis(client, peer);
        int cost = costBefore(basis, client, peer);
        return basis == Basis.NETWORKS ? cost
            : Math.max(0, Math.min(PeerDistance.FARTHEST, cost + RoundTripTimes.weight(micros)));
    }

    Basis basis(Place client, Place peer) {
        if (peer.network() != null) {
            return Basis.NETWORKS;
        }
        return Float.isNaN(altoCost(client, peer)) ? Basis.of(client.geography(), peer.geography()) : Basis.ALTO;
    }

    /** Without the round trip. */
    int costBefore(Basis basis, Place client, Place peer) {
        return switch (basis) {
            case NETWORKS -> peer.network().cost();
            case ALTO -> Math.min(PeerDistance.FARTHEST,
                Math.round(PeerDistance.FARTHEST * altoCost(client, peer) / altoFar()));
            default -> basis.cost();
        };
    }

    /** In the map's own measure; NaN where there is no map or it says nothing. */
    float altoCost(Place client, Place peer) {
        return knowledge.alto == null ? Float.NaN : knowledge.alto.cost(client.part(), peer.part());
    }

    /** The map's cost that counts as the farthest; more than 0. */
    float altoFar() {
        float far = knowledge.altoFar > 0 ? knowledge.altoFar : knowledge.alto.largest();
        return far > 0 ? far : 1;
    }

    /** Null for none. */
    AltoMap alto() {
        return knowledge.alto;
    }

    /** Where a client is; of one that nothing knows, where the gateway is. */
    Place client(long high, long low) {
        Place found = placeOf(high, low);
        return found.isUnknown() ? here : found;
    }

    /** What databases say of an address in two halves. */
    public Geography geography(long high, long low) {
        return placeOf(high, low).geography();
    }

    /** What is known of an address. */
    Place placeOf(long high, long low) {
        int slot = (int) (KeyedHash.mix(KeyedHash.mix(seed, high), low) >>> 32) & REMEMBERED - 1;
        Place place = remembered.getAcquire(slot);
        if (place == null || !place.is(high, low)) {
            place = look(high, low);
            remembered.setRelease(slot, place);
        }
        return place;
    }

    private Place look(long high, long low) {
        Geography geography = Geography.UNKNOWN;
        for (GeoDatabase database : knowledge.databases) {
            geography = geography.or(database.find(high, low));
        }
        int part = knowledge.alto == null ? -1 : knowledge.alto.partOf(high, low);
        return new Place(high, low, share(geography), knowledge.networks.find(high, low), part);
    }

    /** An equal one that other places have, too: comparing those that lie together in memory is faster. */
    private Geography share(Geography geography) {
        int slot = (int) (KeyedHash.mix(seed, geography.hashCode()) >>> 32) & SHARED - 1;
        Geography there = shared.getAcquire(slot);
        if (geography.equals(there)) {
            return there;
        }
        shared.setRelease(slot, geography);
        return geography;
    }
}
