package gateway.localizer.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.packet.Endpoint;
import gateway.localizer.Peers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptFarPeersTest {
    private final KeptFarPeers kept = new KeptFarPeers();

    private static List<Endpoint> peers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> Peers.peer("20.9.0." + i + ":6881")).toList();
    }

    @Test
    void shouldRememberEachPeerOnceInItsOrder() {
        kept.add(7, peers(1, 2));
        kept.add(7, peers(2, 4));
        assertEquals(peers(1, 4), kept.of(7));
        assertEquals(List.of(), kept.of(8), "another client");
    }

    @Test
    void shouldBeBounded() {
        kept.add(7, peers(1, 50));
        kept.add(7, peers(51, 250));
        assertEquals(peers(1, KeptFarPeers.MOST), kept.of(7));
    }

    @Test
    void shouldLetAnotherClientHaveThePlaceOfOne() {
        kept.add(7, peers(1, 2));
        kept.add(9, peers(3, 4));
        assertEquals(peers(3, 4), kept.of(9));
        assertEquals(List.of(), kept.of(7));
    }
}
