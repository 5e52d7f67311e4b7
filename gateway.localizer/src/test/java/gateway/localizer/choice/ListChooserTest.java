package gateway.localizer.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.Peers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses 20.1.x.x are near (cost 100), all others far (cost 900), but for those that a test says otherwise. */
class ListChooserTest {
    private static final int NEAR = 350;
    private static final IpAddress CLIENT = Peers.address("20.1.9.9");
    private static final Admission ADMISSION = new Admission(List.of());

    @Test
    void shouldPutNearPeersInThePlacesOfFarOnes() {
        RewrittenList list = replace(0, 1, Peers.peers("20.9.0.1:1", "20.1.0.1:1", "20.9.0.2:1"),
            Peers.peers("20.1.0.7:7", "20.1.0.8:8", "20.1.0.6:6"));
        assertEquals(Peers.peers("20.1.0.7:7", "20.1.0.1:1", "20.1.0.8:8"), list.entries());
        assertEquals(new RewrittenList(list.entries(), 2, 0, 0), list);
        assertTrue(list.changed());
    }

    @Test
    void shouldKeepAsManyFarPeersAsAreWanted() {
        List<Endpoint> far = many("20.9.0.", 20);
        for (int k = 0; k <= 25; k++) {
            RewrittenList list = replace(k, 1, far, many("20.1.0.", 50));
            long kept = list.entries().stream().filter(far::contains).count();
            assertEquals(Math.min(k, 20), kept);
            assertEquals(kept, list.far());
            assertEquals(20 - kept, list.replaced());
        }
    }

    @Test
    void shouldKeepOtherFarPeersForAnotherSeed() {
        List<Endpoint> far = many("20.9.0.", 20);
        Set<Endpoint> kept = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            List<Endpoint> entries = replace(1, seed, far, many("20.1.0.", 50)).entries();
            assertEquals(entries, replace(1, seed, far, many("20.1.0.", 50)).entries(), "the same seed, the same list");
            entries.stream().filter(far::contains).forEach(kept::add);
        }
        assertEquals(20, kept.size());
    }

    /** As trackers do: a client that asks again is told of the same far peers, not of as many others. */
    @Test
    void shouldKeepTheSameFarPeersOfAListInAnotherOrder() {
        List<Endpoint> far = new ArrayList<>(many("20.9.0.", 20));
        Random random = new Random(1);
        Set<Endpoint> kept = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(far, random);
            replace(2, 1, far, many("20.1.0.", 50)).entries().stream().filter(far::contains).forEach(kept::add);
        }
        assertEquals(2, kept.size());
    }

    @Test
    void shouldCountFarPeersOverAllListsOfAContent() {
        List<Endpoint> kept = Peers.peers("20.9.0.1:6881", "20.9.0.2:6881");
        assertEquals(Peers.peers("20.9.0.2:6881"), far(2, many("20.9.0.", 9).subList(1, 9), kept));
        assertEquals(List.of(), far(2, many("20.9.1.", 9), kept));
        assertEquals(1, far(3, many("20.9.1.", 9), kept).size());
        assertEquals(Peers.peers("20.9.0.1:6881"), far(1, many("20.9.0.", 9), kept), "fewer since then");
        assertEquals(List.of(), far(0, many("20.9.0.", 9), kept));
        assertEquals(9, far(20, many("20.9.0.", 9), kept).size());
    }

    private static List<Endpoint> far(int k, List<Endpoint> peers, List<Endpoint> kept) {
        return ListChooser.choose(listed(peers), ADMISSION, many("20.1.0.", 50), new RewriteTerms(Way.REPLACE, k),
            kept, 1).list().entries().stream().filter(peers::contains).toList();
    }

    @Test
    void shouldLeaveFarPeersWhereNearOnesRunOut() {
        RewrittenList list = replace(0, 1, many("20.9.0.", 5), Peers.peers("20.1.0.1:1", "20.1.0.2:1"));
        assertEquals(2, list.replaced());
        assertEquals(3, list.far());
        assertEquals(5, Set.copyOf(list.entries()).size());
    }

    @Test
    void shouldReplaceTheFarthestFirst() {
        List<Endpoint> peers = Peers.peers("20.9.0.1:1", "20.9.0.2:1", "20.9.0.3:1");
        Listed listed = new Listed(Peers.listed(peers), new int[] {600, 900, 700}, NEAR, CLIENT);
        RewrittenList list = ListChooser.choose(listed, ADMISSION,
            Peers.peers("20.1.0.1:1"), new RewriteTerms(Way.REPLACE, 0), List.of(), 1).list();
        assertEquals(Peers.peers("20.9.0.1:1", "20.1.0.1:1", "20.9.0.3:1"), list.entries());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 4", "2, 2, 4", "4, 4, 5", "6, 4, 5", "9, 5, 5"})
    void shouldLeaveSoManyFarPeersThatAClientHasEnough(int least, int farAtLeast, int farAtMost) {
        List<Endpoint> candidates = Peers.peers("20.1.0.1:1", "20.1.0.1:1", "20.1.9.9:1", "10.0.0.1:1");
        RewrittenList list = ListChooser.choose(listed(many("20.9.0.", 5)), ADMISSION, candidates,
            new RewriteTerms(Way.REPLACE, 0, least), List.of(), 1).list();
        assertTrue(list.far() >= farAtLeast && list.far() <= farAtMost, "one near peer may be told of: " + list);
        assertEquals(5, list.replaced() + list.far());
    }

    @Test
    void shouldLeaveNothingFarWhereEnoughNearPeersAreKnown() {
        RewrittenList list = ListChooser.choose(listed(many("20.9.0.", 5)), ADMISSION, many("20.1.0.", 5),
            new RewriteTerms(Way.REPLACE, 0, 5), List.of(), 1).list();
        assertEquals(0, list.far());
    }

    @Test
    void shouldNotPutAPeerIntoAListThatHasItOrTwice() {
        RewrittenList list = replace(0, 1, Peers.peers("20.1.0.1:1", "20.9.0.1:1", "20.9.0.2:1"),
            Peers.peers("20.1.0.1:1", "20.1.0.2:1", "20.1.0.2:1"));
        assertEquals(1, list.replaced());
        assertEquals(3, Set.copyOf(list.entries()).size());
    }

    @Test
    void shouldNotPutInTheClientOrAnAddressThatIsNotPublic() {
        RewrittenList list = replace(0, 1, many("20.9.0.", 5), Peers.peers("20.1.9.9:1", "10.0.0.1:1", "224.0.0.1:1",
            "0.0.0.0:1", "127.0.0.1:1", "20.1.0.1:0", "20.1.0.1:1"));
        assertEquals(1, list.replaced());
        assertTrue(list.entries().contains(Peers.peer("20.1.0.1:1")));
    }

    @Test
    void shouldReplaceWhatIsSpoiltAfterWhatIsFar() {
        List<Endpoint> peers = Peers.peers("192.168.0.1:1", "20.1.0.1:1", "20.1.0.1:1", "20.9.0.1:1", "20.1.9.9:1");
        RewrittenList one = replace(0, 1, peers, Peers.peers("20.1.0.5:1"));
        assertEquals(Peers.peers("192.168.0.1:1", "20.1.0.1:1", "20.1.0.1:1", "20.1.0.5:1", "20.1.9.9:1"),
            one.entries());
        RewrittenList all = replace(0, 1, peers, many("20.1.5.", 9));
        assertEquals(4, all.replaced());
        assertEquals(5, Set.copyOf(all.entries()).size());
        assertEquals(peers.get(1), all.entries().get(1));
    }

    @Test
    void shouldKeepTheFamilyOfEachPlace() {
        List<Endpoint> peers = Peers.peers("20.9.0.1:1", "2600::1!1", "20.9.0.2:1", "2600::2!1");
        RewrittenList list = replace(0, 1, peers, Peers.peers("2400::1!1", "20.1.0.1:1", "20.1.0.2:1", "20.1.0.3:1"));
        assertEquals(Peers.peers("20.1.0.1:1", "2400::1!1", "20.1.0.2:1", "2600::2!1"), list.entries());
    }

    @Test
    void shouldLeaveEntriesWithoutAPlaceAndCountThemAsFar() {
        List<ListedPeer> listed = new ArrayList<>(Peers.listed(many("20.9.0.", 4)));
        listed.set(2, new ListedPeer(listed.get(2).peer(), ListedPeer.NOWHERE, 6));
        Listed list = new Listed(listed, new int[] {900, 900, 900, 900}, NEAR, CLIENT);
        RewriteTerms terms = new RewriteTerms(Way.REPLACE, 1);
        RewrittenList one = ListChooser.choose(list, ADMISSION, many("20.1.0.", 9), terms, List.of(), 1).list();
        assertEquals(3, one.replaced());
        assertEquals(1, one.far());
        assertEquals(listed.get(2).peer(), one.entries().get(2));
    }

    @Test
    void shouldOnlyReorderWhereThatIsWanted() {
        List<Endpoint> peers = Peers.peers("20.9.0.1:1", "2600::1!1", "10.0.0.1:1", "20.1.0.1:1", "2400::1!1",
            "20.1.0.2:1");
        Listed listed = new Listed(Peers.listed(peers), new int[] {900, 900, 0, 200, 100, 100}, NEAR, CLIENT);
        RewriteTerms terms = new RewriteTerms(Way.REORDER, 0);
        RewrittenList list = ListChooser.choose(listed, ADMISSION, many("20.1.7.", 9), terms, List.of(), 1).list();
        assertEquals(Peers.peers("20.1.0.2:1", "2400::1!1", "10.0.0.1:1", "20.1.0.1:1", "2600::1!1", "20.9.0.1:1"),
            list.entries());
        assertEquals(new RewrittenList(list.entries(), 0, 4, 2), list);
    }

    @Test
    void shouldChangeNothingWhereNothingCanBeBetter() {
        assertFalse(replace(0, 1, many("20.1.0.", 5), many("20.1.5.", 5)).changed());
        assertFalse(replace(0, 1, List.of(), many("20.1.5.", 5)).changed());
        assertFalse(replace(0, 1, many("20.9.0.", 5), List.of()).changed());
        RewriteTerms reorder = new RewriteTerms(Way.REORDER, 0);
        assertFalse(ListChooser.choose(listed(many("20.9.0.", 5)), ADMISSION, List.of(), reorder, List.of(), 1).list()
            .changed());
    }

    /** Whatever the lists, what the Javadoc promises holds. */
    @Test
    void shouldKeepItsPromisesOnAnyList() {
        SplittableRandom random = new SplittableRandom(12);
        int changed = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Endpoint> before = any(random, random.nextInt(20));
            List<Endpoint> candidates =
                any(random, random.nextInt(20)).stream().filter(ListChooserTest::isNear).toList();
            List<ListedPeer> places = new ArrayList<>(Peers.listed(before));
            places.replaceAll(place -> random.nextInt(10) > 0 ? place
                : new ListedPeer(place.peer(), ListedPeer.NOWHERE, 0));
            Way way = random.nextInt(3) == 0 ? Way.REORDER : Way.REPLACE;
            RewriteTerms terms = new RewriteTerms(way, random.nextInt(4));
            Listed listed = new Listed(places, costs(before), NEAR, CLIENT);
            ListChooser.Choice choice = ListChooser.choose(listed, ADMISSION, candidates, terms, List.of(), round);
            RewrittenList after = choice.list();
            assertEquals(after, ListChooser.choose(listed, ADMISSION, candidates, terms, choice.left(), round).list(),
                "the same list once more");
            check(places, candidates, terms, after);
            changed += after.changed() ? 1 : 0;
        }
        assertTrue(changed > 5000, changed + " lists changed");
    }

    private static void check(List<ListedPeer> places, List<Endpoint> candidates, RewriteTerms terms,
            RewrittenList after) {
        List<Endpoint> before = places.stream().map(ListedPeer::peer).toList();
        assertEquals(before.size(), after.entries().size());
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            Endpoint entry = after.entries().get(i);
            if (entry.equals(before.get(i))) {
                continue;
            }
            changed++;
            assertNotEquals(ListedPeer.NOWHERE, places.get(i).offset());
            assertTrue(ADMISSION.admits(entry) && !entry.address().equals(CLIENT), entry.toString());
            assertEquals(before.get(i).address().isV4(), entry.address().isV4());
            assertTrue((terms.way() == Way.REPLACE ? candidates : before).contains(entry), "announced");
            assertEquals(occurrences(before, entry, terms.way()), occurrences(after.entries(), entry, Way.REORDER));
        }
        assertEquals(changed, after.replaced() + after.moved());
        long far = new HashSet<>(after.entries()).stream().filter(e -> !isNear(e) && ADMISSION.admits(e)).count();
        long farBefore = new HashSet<>(before).stream().filter(e -> !isNear(e) && ADMISSION.admits(e)).count();
        assertEquals(far, after.far());
        assertTrue(far >= Math.min(farBefore, terms.farPeers()), "so many far peers stay");
    }

    /** A candidate stands in the new list once; a listed peer that moves, as often as before. */
    private static long occurrences(List<Endpoint> entries, Endpoint entry, Way way) {
        return way == Way.REPLACE ? 1 : entries.stream().filter(entry::equals).count();
    }

    private static List<Endpoint> any(SplittableRandom random, int size) {
        String[] networks = {"20.1.0.", "20.1.0.", "20.9.0.", "20.9.0.", "20.9.1.", "10.0.0.", "224.0.0.", "20.1.9."};
        return IntStream.range(0, size).mapToObj(i -> random.nextInt(6) == 0
            ? Peers.peer((random.nextBoolean() ? "2400::" : "2600::") + random.nextInt(9) + "!1")
            : Peers.peer(networks[random.nextInt(networks.length)] + random.nextInt(12) + ":" + random.nextInt(2)))
            .toList();
    }

    private static RewrittenList replace(int k, long seed, List<Endpoint> peers, List<Endpoint> candidates) {
        return ListChooser.choose(listed(peers), ADMISSION, candidates, new RewriteTerms(Way.REPLACE, k), List.of(),
            seed).list();
    }

    private static Listed listed(List<Endpoint> peers) {
        return new Listed(Peers.listed(peers), costs(peers), NEAR, CLIENT);
    }

    private static int[] costs(List<Endpoint> peers) {
        return peers.stream().mapToInt(peer -> isNear(peer) ? 100 : 900).toArray();
    }

    private static boolean isNear(Endpoint peer) {
        return peer.toString().startsWith("20.1.") || peer.toString().startsWith("[2400:");
    }

    private static List<Endpoint> many(String network, int size) {
        return IntStream.range(0, size).mapToObj(i -> Peers.peer(network + (i + 1) + ":6881")).toList();
    }
}
