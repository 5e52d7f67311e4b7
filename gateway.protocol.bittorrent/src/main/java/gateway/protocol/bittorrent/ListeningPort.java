package gateway.protocol.bittorrent;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The port that a client names in an announce: the swarm will knock there, encrypted or not, and what it sends over
 * uTP comes from there.
 */
final class ListeningPort {
    /** Trackers are asked again every half an hour. */
    private static final Duration WITHIN = Duration.ofMinutes(30);

    private ListeningPort() {
    }

    /** What to expect after an announce of {@code client} that said this; nothing where it only scrapes or leaves. */
    static Optional<DissectionEvent> announced(Endpoint client, Map<String, String> said) {
        String port = said.getOrDefault("port", "");
        if (!"announce".equals(said.get("query")) || "stopped".equals(said.get("event"))
            || !port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 0xffff) {
            return Optional.empty();
        }
        return Optional.of(new DissectionEvent.Expected(Transport.TCP,
            new Endpoint(client.address(), Integer.parseInt(port)), WITHIN));
    }
}
