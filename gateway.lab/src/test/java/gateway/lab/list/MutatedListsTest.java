package gateway.lab.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutatedListsTest {
    private static final RewriteTerms TERMS = new RewriteTerms(Way.REPLACE, 0);

    @Test
    void shouldBreakNoRule() {
        MutatedLists lists = new MutatedLists(1);
        MutatedPayloads payloads = new MutatedPayloads(1);
        for (int i = 0; i < MutatedLists.BLOCK; i++) {
            assertEquals("", lists.next(), "list " + i);
            assertEquals("", payloads.next(), "payload " + i);
        }
        assertTrue(lists.replaced() > 10_000 && lists.moved() > 10_000, lists.replaced() + ", " + lists.moved());
        assertTrue(payloads.lists() > 1000 && payloads.lists() < 9000, payloads.lists() + " lists");
    }

    /** The rules notice each kind of mistake. */
    @ParameterizedTest
    @CsvSource({"20.0.0.9,1,''", "20.0.0.8,1,a peer came in that was not announced",
        "10.0.0.9,1,an address that is not public came in", "224.0.0.9,1,an address that is not public came in",
        "20.0.0.9,0,a peer without a port came in", "20.0.0.1,1,the client's own address came in",
        "2400::9,1,a peer of the other family came in", "32.0.0.2,1,a peer stands in two places"})
    void shouldNoticeWhoMustNotComeIn(String address, int port, String broken) {
        PeerList list = new PeerList("bench", "content", ip("20.0.0.1"), List.of(
            new ListedPeer(new Endpoint(ip("32.0.0.1"), 1), 0, 6),
            new ListedPeer(new Endpoint(ip("32.0.0.2"), 1), 6, 6)));
        Endpoint newcomer = new Endpoint(ip(address), port);
        Set<Endpoint> announced = Set.of(new Endpoint(ip("20.0.0.9"), 1));
        assertEquals(broken, ListRules.broken(list, TERMS,
            new RewrittenList(List.of(newcomer, list.peers().get(1).peer()), 1, 0, 1), announced));
        assertEquals("its length changed", ListRules.broken(list, TERMS,
            new RewrittenList(List.of(newcomer), 1, 0, 1), announced));
    }

    @Test
    void shouldNoticeAChangeWithoutAPlaceAndAWrongSum() {
        PeerList list = new PeerList("bench", "content", ip("20.0.0.1"),
            List.of(new ListedPeer(new Endpoint(ip("32.0.0.1"), 1), ListedPeer.NOWHERE, 6)));
        Endpoint newcomer = new Endpoint(ip("20.0.0.9"), 1);
        assertEquals("an entry without a place changed", ListRules.broken(list, TERMS,
            new RewrittenList(List.of(newcomer), 1, 0, 0), Set.of(newcomer)));
        assertEquals("it says of itself that it changed otherwise", ListRules.broken(list, TERMS,
            new RewrittenList(List.of(list.peers().get(0).peer()), 1, 0, 1), Set.of()));
    }

    @ParameterizedTest
    @CsvSource({"20.0.0.1,true", "172.15.255.255,true", "172.16.0.0,false", "172.31.255.255,false", "172.32.0.0,true",
        "223.255.255.255,true", "224.0.0.0,false", "100.63.0.1,true", "100.64.0.1,false", "2400::1,true",
        "2001:db8::1,false", "2001:db9::1,true", "fe80::1,false", "::1,false"})
    void shouldKnowWhatIsPublic(String address, boolean isPublic) {
        assertEquals(isPublic, ListRules.isPublic(ip(address)));
        assertFalse(ListRules.isPublic(ip("0.0.0.0")));
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
