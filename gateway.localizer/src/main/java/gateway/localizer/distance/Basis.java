package gateway.localizer.distance;

import gateway.api.locality.PeerDistance;
import gateway.localizer.place.Geography;

/** What a cost rests on; the first that says something decides. */
enum Basis {
    /** The administrator's own word. */
    NETWORKS("", 0),
    /** The map of the network's operator. */
    ALTO("", 0),
    /** One provider. */
    SAME_SYSTEM("both are in one autonomous system", 100),
    /** One region of a country. */
    SAME_REGION("both are in one region", 200),
    /** One country. */
    SAME_COUNTRY("both are in one country", 300),
    /** One continent. */
    SAME_CONTINENT("they are in different countries of one continent", 600),
    /** Nothing is known of one of them. */
    UNKNOWN("it is not known where both of them are", 700),
    /** All others. */
    ELSEWHERE("they are on different continents", 900);

    private final String words;
    private final int cost;

    Basis(String words, int cost) {
        this.words = words;
        this.cost = cost;
    }

    /** What databases say of two addresses. */
    static Basis of(Geography client, Geography peer) {
        if (client.asNumber() != 0 && client.asNumber() == peer.asNumber()) {
            return SAME_SYSTEM;
        }
        if (client.country().isEmpty() || peer.country().isEmpty()) {
            return UNKNOWN;
        }
        if (client.country().equals(peer.country())) {
            return !client.region().isEmpty() && client.region().equals(peer.region()) ? SAME_REGION : SAME_COUNTRY;
        }
        return !client.continent().isEmpty() && client.continent().equals(peer.continent()) ? SAME_CONTINENT
            : ELSEWHERE;
    }

    /** Its cost, 0 to {@link PeerDistance#FARTHEST}; of those that bring their own, 0. */
    int cost() {
        return cost;
    }

    /** In words, to be followed by a cost; empty for those that bring their own. */
    String words() {
        return words;
    }
}
