package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent;
import gateway.testkit.FakeFlow;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListeningPortTest {
    private static final Endpoint CLIENT = FakeFlow.endpoint("10.0.0.1", 40000);

    @Test
    void shouldExpectConnectionsToThePortOfAnAnnounce() {
        assertEquals(Optional.of(FakeFlow.endpoint("10.0.0.1", 6881)),
            expected(Map.of("query", "announce", "port", "6881", "event", "started")));
    }

    @Test
    void shouldExpectNothingOfOneThatScrapesOrLeaves() {
        assertEquals(Optional.empty(), expected(Map.of("query", "scrape", "port", "6881")));
        assertEquals(Optional.empty(), expected(Map.of("query", "announce", "port", "6881", "event", "stopped")));
    }

    @Test
    void shouldRefusePortsThatAreNone() {
        for (String port : new String[] {"0", "65536", "99999", "-1", "", "6881x", "123456"}) {
            assertEquals(Optional.empty(), expected(Map.of("query", "announce", "port", port)), port);
        }
        assertEquals(Optional.empty(), expected(Map.of("query", "announce")));
    }

    private static Optional<Endpoint> expected(Map<String, String> said) {
        return ListeningPort.announced(CLIENT, said).stream().findFirst()
            .map(event -> ((DissectionEvent.Expected) event).to());
    }
}
