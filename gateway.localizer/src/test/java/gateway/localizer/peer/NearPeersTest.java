package gateway.localizer.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.KnownContent;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.localizer.Peers;
import gateway.testkit.ManualClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NearPeersTest {
    private static final long LIFETIME = 60_000;

    private final NearPeers table = new NearPeers(64, 16, 9);
    private final ManualClock clock = new ManualClock(1_000_000);

    @Test
    void shouldAccumulateAllListsOfAContent() {
        announce("film", 100, "20.1.0.1:1", "20.1.0.2:2");
        announce("film", 200, "20.1.0.2:2", "20.1.0.3:3");
        assertEquals(Set.copyOf(Peers.peers("20.1.0.1:1", "20.1.0.2:2", "20.1.0.3:3")), peersOf("film"));
        KnownPeer twice = known("film", "20.1.0.2:2");
        assertEquals(2, twice.lists());
        assertEquals(200, twice.cost());
    }

    @Test
    void shouldShowTheNearestOfAContentAndCountAll() {
        announce("film", 300, "20.1.0.3:3");
        announce("film", 100, "20.1.0.1:1");
        announce("film", 200, "20.1.0.2:2");
        KnownContent shown = table.newest(1, since()).get(0).shown(2, 150);
        assertEquals(List.of("app", "film"), List.of(shown.application(), shown.content()));
        assertEquals(List.of(3, 1), List.of(shown.known(), shown.near()));
        assertEquals(Peers.peers("20.1.0.1:1", "20.1.0.2:2"),
            shown.peers().stream().map(KnownContent.Peer::peer).toList());
        assertEquals(List.of(true, false), shown.peers().stream().map(KnownContent.Peer::near).toList());
        assertEquals(now(), shown.seenMillis());
    }

    @Test
    void shouldCountAPeerOnceThatAListNamesTwice() {
        announce("film", 100, "20.1.0.1:1", "20.1.0.1:1", "20.1.0.1:2");
        assertEquals(2, table.of("app", "film", 0).size());
        assertEquals(1, known("film", "20.1.0.1:1").lists());
    }

    @Test
    void shouldNameNobodyForAnotherContentOrApplication() {
        announce("film", 100, "20.1.0.1:1");
        assertEquals(Set.of(), peersOf("song"));
        assertEquals(List.of(), table.of("other", "film", 0));
    }

    @Test
    void shouldForgetWhoIsNotNamedAgain() {
        announce("film", 100, "20.1.0.1:1", "20.1.0.2:2");
        clock.advanceMillis(LIFETIME);
        announce("film", 100, "20.1.0.2:2");
        clock.advanceMillis(1);
        assertEquals(Set.copyOf(Peers.peers("20.1.0.2:2")), peersOf("film"));
        clock.advanceMillis(LIFETIME);
        assertEquals(Set.of(), peersOf("film"));
        assertEquals(List.of(), table.newest(9, since()));
    }

    @Test
    void shouldRememberWhoAnsweredAndWhoDidNot() {
        announce("film", 100, "20.1.0.1:1", "20.1.0.2:2");
        clock.advanceMillis(LIFETIME / 2);
        table.answered("app", "film", Peers.peer("20.1.0.1:1"), now());
        assertEquals(1, known("film", "20.1.0.1:1").answers());
        assertEquals(now(), known("film", "20.1.0.1:1").seenMillis());
        for (int i = 0; i < 3; i++) {
            assertTrue(known("film", "20.1.0.2:2").present());
            table.silent("app", "film", Peers.peer("20.1.0.2:2"));
        }
        assertFalse(known("film", "20.1.0.2:2").present());
        announce("film", 100, "20.1.0.2:2");
        assertTrue(known("film", "20.1.0.2:2").present(), "somebody saw it");
        table.silent("app", "film", Peers.peer("20.1.0.2:2"));
        assertFalse(known("film", "20.1.0.2:2").present(), "but not for long");
        table.answered("app", "film", Peers.peer("20.1.0.2:2"), now());
        assertEquals(0, known("film", "20.1.0.2:2").silences());
    }

    @Test
    void shouldNotRememberAPeerThatAnsweredButWasNeverAnnounced() {
        announce("film", 100, "20.1.0.1:1");
        table.answered("app", "film", Peers.peer("20.1.0.9:1"), now());
        table.answered("app", "song", Peers.peer("20.1.0.1:1"), now());
        table.silent("app", "song", Peers.peer("20.1.0.1:1"));
        assertEquals(Set.copyOf(Peers.peers("20.1.0.1:1")), peersOf("film"));
        assertEquals(Set.of(), peersOf("song"));
    }

    @Test
    void shouldKeepTheNearestThatAnswerWhereThereAreTooMany() {
        announce("film", 900, "20.9.0.1:1", "20.9.0.2:1");
        table.answered("app", "film", Peers.peer("20.9.0.2:1"), now());
        for (int i = 0; i < 30; i++) {
            announce("film", 100 + i, "20.1.0." + (i + 1) + ":1");
        }
        Set<Endpoint> left = peersOf("film");
        assertEquals(16, left.size());
        assertFalse(left.contains(Peers.peer("20.9.0.1:1")));
        assertTrue(left.contains(Peers.peer("20.9.0.2:1")), "it is far, but it answered");
        assertTrue(left.contains(Peers.peer("20.1.0.1:1")));
    }

    @Test
    void shouldStayWithinItsBoundAndLetTheOldestContentGo() {
        for (int i = 0; i < 2000; i++) {
            clock.advanceMillis(1);
            announce("film" + i, 100, "20.1.0.1:1");
        }
        List<ContentPeers> newest = table.newest(1000, 0);
        assertEquals(64, newest.size());
        assertEquals("film1999", newest.get(0).content());
        assertEquals(2000 - 64, table.displaced());
        assertEquals(3, table.newest(3, 0).size());
    }

    @Test
    void shouldLoseNothingThatSeveralThreadsAnnounceAtOnce() throws InterruptedException {
        NearPeers large = new NearPeers(64, 1000, 9);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int first = 100 * t;
            threads.add(new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < 100; i++) {
                    announceUntilThere(large, new Endpoint(IpAddress.v4(0x14000000 + first + i), 1));
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(400, large.of("app", "film", 0).size());
    }

    /** After sixteen attempts in vain an announcement is dropped, and counted: the only way in which one is lost. */
    private static void announceUntilThere(NearPeers table, Endpoint peer) {
        while (table.of("app", "film", 0).stream().noneMatch(known -> known.peer().equals(peer))) {
            table.announce("app", "film", List.of(peer), new int[] {1}, 1, LIFETIME);
        }
    }

    private void announce(String content, int cost, String... peers) {
        int[] costs = new int[peers.length];
        Arrays.fill(costs, cost);
        table.announce("app", content, Peers.peers(peers), costs, now(), LIFETIME);
    }

    private Set<Endpoint> peersOf(String content) {
        Set<Endpoint> found = new HashSet<>();
        table.of("app", content, since()).forEach(known -> assertTrue(found.add(known.peer()), "twice"));
        return found;
    }

    private KnownPeer known(String content, String peer) {
        return table.of("app", content, 0).stream().filter(known -> known.peer().equals(Peers.peer(peer)))
            .findFirst().orElseThrow();
    }

    private long now() {
        return clock.millis().getAsLong();
    }

    private long since() {
        return now() - LIFETIME;
    }
}
