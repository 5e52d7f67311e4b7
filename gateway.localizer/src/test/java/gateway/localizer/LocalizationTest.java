package gateway.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import gateway.api.locality.PeerList;
import gateway.api.locality.Place;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.localizer.distance.Atlas;
import gateway.localizer.place.GeoDatabase;
import gateway.localizer.place.PrefixTable;
import gateway.testkit.ManualClock;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients and near peers are in Japan (20.81), far ones in the United States (20.1). */
class LocalizationTest {
    private static final IpAddress CLIENT = Peers.address("20.81.9.9");
    private static final IpAddress OTHER = Peers.address("20.81.9.8");
    private static final RewriteTerms NONE_FAR = new RewriteTerms(Way.REPLACE, 0);
    private static final long HOUR = 3_600_000;

    private final ManualClock clock = new ManualClock(1_800_000_000_000L);
    private final Localization localization = new Localization(Settings.defaults(Path.of("work")), 77);

    @BeforeEach
    void know() throws IOException {
        localization.know(new Atlas.Knowledge(PrefixTable.of(Map.of()), null, 0,
            List.of(GeoDatabase.read(Databases.countries())), Optional.empty()));
    }

    @Test
    void shouldSayWhereAnAddressLiesAndWhoseItIs() throws IOException {
        localization.know(new Atlas.Knowledge(PrefixTable.of(Map.of()), null, 0,
            List.of(GeoDatabase.read(Databases.countries()), GeoDatabase.read(Databases.systems()),
                GeoDatabase.read(new MmdbFile("Odd-Country", 1).country("198.51.100.0/24", "Atlantis", "OC")
                    .bytes())), Optional.empty()));
        assertEquals(new Place("JP", 64682, "Lab ISP Japan B"), place("20.81.200.1"));
        assertEquals(new Place("US", 0, ""), place("20.1.0.1"));
        assertEquals(Place.UNKNOWN, place("20.99.0.1"));
        assertEquals(Place.UNKNOWN, place("198.51.100.7"), "no country has such a code");
    }

    private Place place(String text) {
        IpAddress address = Peers.address(text);
        return localization.place(address.high(), address.low());
    }

    @Test
    void shouldReplaceFarPeersByNearOnesThatOtherListsNamed() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 30)), now());
        RewrittenList list = rewrite(CLIENT, "film", many("20.1.0.", 20));
        assertEquals(20, list.replaced());
        assertEquals(0, list.far());
        assertTrue(many("20.81.0.", 30).containsAll(list.entries()));
    }

    @Test
    void shouldNeverNameAPeerThatWasNotAnnouncedForThatContent() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 30)), now());
        assertFalse(rewrite(CLIENT, "song", many("20.1.0.", 20)).changed());
        assertFalse(rewrite(CLIENT, "", many("20.1.0.", 20)).changed());
        localization.learn(list(OTHER, "", many("20.81.0.", 30)), now());
        assertFalse(rewrite(CLIENT, "", many("20.1.0.", 20)).changed(), "what has no name is not one content");
        assertEquals(Optional.empty(), redirect("song", "20.1.0.1:6881"));
    }

    @Test
    void shouldForgetPeersInTime() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 30)), now());
        clock.advanceMillis(HOUR);
        assertTrue(rewrite(CLIENT, "film", many("20.1.0.", 20)).changed());
        clock.advanceMillis(1);
        assertFalse(rewrite(CLIENT, "film", many("20.1.0.", 20)).changed());
    }

    @Test
    void shouldDecideTheSameForAWhileAndOtherwiseForOthers() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 100)), now());
        RewrittenList first = rewrite(CLIENT, "film", many("20.1.0.", 20));
        clock.advanceMillis(1000);
        assertEquals(first, rewrite(CLIENT, "film", many("20.1.0.", 20)));
        assertNotEquals(first, rewrite(OTHER, "film", many("20.1.0.", 20)));
        clock.advanceMillis(11 * 60_000);
        assertNotEquals(first, rewrite(CLIENT, "film", many("20.1.0.", 20)));
    }

    /** As a client has it whose peers tell it of one peer each. */
    @Test
    void shouldLeaveAClientSoManyFarPeersInAllItsLists() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 100)), now());
        assertEquals(2, farOfManyLists("film"));
        assertEquals(2, farOfManyLists("song of the same client"));
        clock.advanceMillis(10 * 60_000);
        assertEquals(2, farOfManyLists("film"), "others have their turn");
    }

    private int farOfManyLists(String content) {
        localization.learn(list(OTHER, content, many("20.81.0.", 100)), now());
        int far = 0;
        for (Endpoint peer : many("20.1.0.", 20)) {
            far += localization.rewrite(list(CLIENT, content, List.of(peer)), new RewriteTerms(Way.REPLACE, 2), now())
                .far();
        }
        return far;
    }

    @Test
    void shouldSpreadClientsOverThePeers() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 100)), now());
        Set<Endpoint> named = new HashSet<>();
        for (int client = 1; client <= 100; client++) {
            named.addAll(rewrite(Peers.address("20.81.77." + client), "film", many("20.1.0.", 5)).entries());
        }
        assertTrue(named.size() > 90, named.size() + " of 100 peers were named to somebody");
    }

    @Test
    void shouldRedirectRequestsToTheSameNearPeerUntilItIsSilent() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 10)), now());
        Endpoint near = redirect("film", "20.1.0.1:6881").orElseThrow();
        assertEquals(near, redirect("film", "20.1.0.1:6881").orElseThrow());
        Set<Endpoint> all = new HashSet<>();
        for (int i = 1; i <= 100; i++) {
            all.add(redirect("film", "20.1.0." + i + ":6881").orElseThrow());
        }
        assertTrue(all.size() > 5, "requests to others go to others");
        localization.silent("app", "film", near);
        Endpoint next = redirect("film", "20.1.0.1:6881").orElseThrow();
        assertNotEquals(near, next);
        localization.answered("app", "film", near, now());
        assertEquals(near, redirect("film", "20.1.0.1:6881").orElseThrow());
    }

    @Test
    void shouldLeaveAClientSoManyFarPeersThatItIsNotLedAwayFrom() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 100)), now());
        assertEquals(Optional.empty(), redirect("film", "20.1.0.1:6881", 2));
        assertEquals(Optional.empty(), redirect("film", "20.1.0.2:6881", 2));
        assertTrue(redirect("film", "20.1.0.3:6881", 2).isPresent());
        assertEquals(Optional.empty(), redirect("film", "20.1.0.2:6881", 2), "it is left that one");
        assertTrue(redirect("film", "20.1.0.2:6881", 1).isPresent(), "fewer since then");
        assertEquals(0, localization.rewrite(list(CLIENT, "film", many("20.1.1.", 9)),
            new RewriteTerms(Way.REPLACE, 2), now()).far(), "lists leave no others");
        assertEquals(Optional.empty(), redirect("film", "20.1.0.7:6881", 1000));
    }

    @Test
    void shouldCountTheNearPeersOfAContentThatAreThere() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 3)), now());
        localization.learn(list(OTHER, "film", Peers.peers("20.1.0.1:6881", "20.81.9.9:6881")), now());
        assertEquals(3, localization.nearPeers("app", "film", CLIENT, now()), "the client is none");
        assertEquals(4, localization.nearPeers("app", "film", OTHER, now()));
        assertEquals(0, localization.nearPeers("app", "song", CLIENT, now()));
        clock.advanceMillis(HOUR + 1);
        assertEquals(0, localization.nearPeers("app", "film", CLIENT, now()));
    }

    @Test
    void shouldNotRedirectFromNearPeersOrToTheClientOrAcrossFamilies() {
        localization.learn(list(OTHER, "film", Peers.peers("20.81.9.9:6881", "2400:81::1!6881")), now());
        assertEquals(Optional.empty(), redirect("film", "20.1.0.1:6881"));
        assertEquals(Optional.of(Peers.peer("2400:81::1!6881")), redirect("film", "2600::1!6881"));
        localization.learn(list(OTHER, "film", many("20.81.0.", 3)), now());
        assertEquals(Optional.empty(), redirect("film", "20.81.55.1:6881"));
        for (Endpoint peer : many("20.81.0.", 3)) {
            IntStream.range(0, 3).forEach(i -> localization.silent("app", "film", peer));
        }
        assertEquals(Optional.empty(), redirect("film", "20.1.0.1:6881"), "all of them are gone");
    }

    @Test
    void shouldNotLearnAddressesThatAreNotPublic() {
        localization.learn(list(OTHER, "film", Peers.peers("10.0.0.1:1", "224.0.0.1:1", "20.81.0.1:0")), now());
        assertEquals(List.of(), localization.newest(10, now()));
        localization.learn(list(OTHER, "film", Peers.peers("10.0.0.1:1", "20.81.0.1:1")), now());
        assertEquals(1, localization.newest(10, now()).get(0).peers().size());
        assertEquals(300, localization.newest(10, now()).get(0).peers().get(0).cost());
    }

    @Test
    void shouldCountRoundTripsThatItIsTold() {
        IpAddress peer = Peers.address("20.81.0.1");
        assertEquals(300, cost(peer));
        localization.roundTrip(peer.high(), peer.low(), 1_000, now());
        assertEquals(261, cost(peer));
        assertEquals("It answers within 1.0 ms: -39.", localization.explain(CLIENT, peer, now()).get(3));
        clock.advanceMillis(HOUR);
        assertEquals(300, cost(peer));
    }

    /** As the contract has it: asked for connections, on the thread that owns them. */
    @Test
    void shouldAllocateNothingForAddressesThatWereAskedAboutLately() {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Endpoint> peers = many("20.81.0.", 40);
        peers.forEach(peer -> localization.roundTrip(peer.address().high(), peer.address().low(), 5000, now()));
        long moment = now();
        long sum = costs(peers, moment);
        long before = memory.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            sum += costs(peers, moment);
        }
        long allocated = memory.getCurrentThreadAllocatedBytes() - before;
        assertEquals(1001L * 40 * 262, sum);
        assertTrue(allocated < 40_000, allocated + " bytes for 40,000 questions");
    }

    private long costs(List<Endpoint> peers, long moment) {
        long sum = 0;
        for (int i = 0; i < peers.size(); i++) {
            IpAddress peer = peers.get(i).address();
            sum += localization.cost(CLIENT.high(), CLIENT.low(), peer.high(), peer.low(), moment);
        }
        return sum;
    }

    @Test
    void shouldKeepTheTableWhenItIsConfiguredAnew() {
        localization.learn(list(OTHER, "film", many("20.81.0.", 30)), now());
        Map<String, Integer> values = Map.of("near", 299);
        localization.configure(Settings.of(Configured.with(values), values, Path.of("work")));
        assertFalse(localization.isNear(300));
        assertFalse(rewrite(CLIENT, "film", many("20.1.0.", 20)).changed(), "one country is not near any more");
        localization.configure(Settings.defaults(Path.of("work")));
        assertTrue(rewrite(CLIENT, "film", many("20.1.0.", 20)).changed());
    }

    private int cost(IpAddress peer) {
        return localization.cost(CLIENT.high(), CLIENT.low(), peer.high(), peer.low(), now());
    }

    private Optional<Endpoint> redirect(String content, String peer) {
        return redirect(content, peer, 0);
    }

    private Optional<Endpoint> redirect(String content, String peer, int farPeers) {
        return localization.nearPeer("app", content, CLIENT, Peers.peer(peer), farPeers, now());
    }

    private RewrittenList rewrite(IpAddress client, String content, List<Endpoint> peers) {
        return localization.rewrite(list(client, content, peers), NONE_FAR, now());
    }

    private static PeerList list(IpAddress toldTo, String content, List<Endpoint> peers) {
        return new PeerList("app", content, toldTo, Peers.listed(peers));
    }

    private static List<Endpoint> many(String network, int size) {
        return IntStream.range(0, size).mapToObj(i -> Peers.peer(network + (i + 1) + ":6881")).toList();
    }

    private long now() {
        return clock.millis().getAsLong();
    }
}
