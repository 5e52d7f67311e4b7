package gateway.localizer.distance;

import gateway.api.locality.PeerDistance;
import gateway.api.packet.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How a cost comes about, in sentences. */
public final class Explanation {
    private final Atlas atlas;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Atlas atlas) {
        this.atlas = atlas;
    }

    /**
     * The steps from what is known to the cost.
     *
     * @param micros the peer's round trip; -1 if it is not known
     * @param near the largest cost of a near peer
     */
    public static List<String> of(Atlas atlas, IpAddress client, IpAddress peer, long micros, int near) {
        Explanation explanation = new Explanation(atlas);
        explanation.explain(client, peer, micros, near);
        return List.copyOf(explanation.lines);
    }

    private void explain(IpAddress clientAddress, IpAddress peerAddress, long micros, int near) {
        Place client = atlas.client(clientAddress.high(), clientAddress.low());
        Place peer = atlas.placeOf(peerAddress.high(), peerAddress.low());
        boolean elsewhere = !client.is(clientAddress.high(), clientAddress.low()) && client != Place.NOWHERE;
        say("Client " + clientAddress + " is " + client.geography() + part(client)
            + (elsewhere ? "; nothing is known of it but that it is here, at "
                + new IpAddress(client.high(), client.low()) : "") + ".");
        say("Peer " + peerAddress + " is " + peer.geography() + part(peer) + ".");
        Basis basis = atlas.basis(client, peer);
        int before = atlas.costBefore(basis, client, peer);
        say(words(basis, client, peer) + ": " + before + ".");
        if (micros >= 0 && basis != Basis.NETWORKS) {
            double millis = micros / (double) TimeUnit.MILLISECONDS.toMicros(1);
            say("It answers within " + String.format(Locale.ROOT, "%.1f", millis) + " ms: "
                + signed(RoundTripTimes.weight(micros)) + ".");
        }
        int cost = atlas.cost(client, peer, micros);
        say("The cost is " + cost + " of " + PeerDistance.FARTHEST + ", which is " + (cost <= near ? "near" : "far")
            + ": near ends at " + near + ".");
    }

    private String words(Basis basis, Place client, Place peer) {
        return switch (basis) {
            case NETWORKS -> "The lists of networks say what it costs"
                + (peer.network().name().isEmpty() ? "" : " (" + peer.network().name() + ")");
            case ALTO -> "From " + atlas.alto().name(client.part()) + " to " + atlas.alto().name(peer.part())
                + " the map (" + atlas.alto().version() + ") has a " + atlas.alto().metric() + " of "
                + atlas.altoCost(client, peer) + ", where " + atlas.altoFar() + " is the farthest";
            default -> capital(basis.words());
        };
    }

    private String part(Place place) {
        return place.part() < 0 ? "" : ", part " + atlas.alto().name(place.part()) + " of the map";
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String signed(int weight) {
        return weight > 0 ? "+" + weight : String.valueOf(weight);
    }

    private void say(String sentence) {
        lines.add(sentence);
    }
}
