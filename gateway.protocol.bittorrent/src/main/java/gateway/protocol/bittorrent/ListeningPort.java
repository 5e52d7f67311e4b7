package gateway.protocol.bittorrent;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The port that a client names in an announce: the swarm will knock there, encrypted or not, and what it sends over
 * uTP comes from there.
 */
final class ListeningPort {
    /** Trackers are asked again every half an hour. */
    private static final Duration WITHIN = Duration.ofMinutes(30);

    private ListeningPort() {
    }

    /**
     * What follows from an announce of {@code client} that said this: it is a peer of the torrent, and will be
     * connected to. Nothing where it only scrapes or leaves.
     */
    static List<DissectionEvent> announced(Endpoint client, Map<String, String> said) {
        String port = said.getOrDefault("port", "");
        if (!"announce".equals(said.get("query")) || "stopped".equals(said.get("event"))
            || !port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 0xffff) {
            return List.of();
        }
        Endpoint listening = new Endpoint(client.address(), Integer.parseInt(port));
        return List.of(new DissectionEvent.Expected(Transport.TCP, listening, WITHIN),
            new DissectionEvent.PeersListed(said.getOrDefault("info_hash", ""),
                List.of(new ListedPeer(listening, ListedPeer.NOWHERE, 0))));
    }
}
