package gateway.localizer.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import gateway.api.packet.Endpoint;
import gateway.localizer.Peers;
import gateway.localizer.peer.KnownPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final int NEAR = 350;

    @Test
    void shouldNameNearPeersOnlyAndTheNearestFirst() {
        List<KnownPeer> known = List.of(peer("20.0.1.44:1", 0), peer("20.0.0.100:1", 0), peer("20.0.1.94:1", 0),
            peer("20.0.0.200:1", 0), peer("20.0.1.95:1", 0));
        assertEquals(Peers.peers("20.0.0.100:1", "20.0.0.200:1", "20.0.1.44:1", "20.0.1.94:1"),
            Candidates.of(known, CandidatesTest::cost, NEAR, 1));
    }

    @Test
    void shouldNameThoseLastThatWereSilentAndThoseThatAreGoneNever() {
        List<KnownPeer> known = List.of(peer("20.0.0.100:1", 1), peer("20.0.0.101:1", 3), peer("20.0.0.200:1", 0),
            peer("20.0.0.0:1", 2));
        assertEquals(Peers.peers("20.0.0.200:1", "20.0.0.100:1", "20.0.0.0:1"),
            Candidates.of(known, CandidatesTest::cost, NEAR, 1));
    }

    @Test
    void shouldOrderThoseOfAboutTheSameDistanceByTheSeed() {
        List<KnownPeer> known = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            known.add(peer("20.0.0." + (100 + i) + ":1", 0));
        }
        List<Endpoint> one = Candidates.of(known, CandidatesTest::cost, NEAR, 1);
        List<Endpoint> other = Candidates.of(known, CandidatesTest::cost, NEAR, 2);
        assertEquals(one, Candidates.of(known, CandidatesTest::cost, NEAR, 1));
        assertNotEquals(one, other);
        assertEquals(Set.copyOf(one), Set.copyOf(other));
        assertEquals(40, one.size());
    }

    /** The last two bytes of the address. */
    private static int cost(Endpoint peer) {
        return (int) (peer.address().low() & 0xffff);
    }

    private static KnownPeer peer(String text, int silences) {
        return new KnownPeer(Peers.peer(text), 0, 0, 1, 0, silences);
    }
}
