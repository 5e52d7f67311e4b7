package gateway.protocol.ppstream;

import static gateway.protocol.ppstream.Speech.prefixed;
import static gateway.protocol.ppstream.Speech.scrambled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of peers: what is told of them, and others put into their places. */
class PeerListsTest {
    private static final Endpoint NEAR = end("10.1.2.3", 4000);

    private final ParserRig rig = new ParserRig(new PpstreamParser());

    /** Each form, and lists that end before, at and behind the byte that is the key. */
    static Stream<byte[]> lists() {
        Stream<byte[]> lengths = IntStream.of(1, 2, 4, 5, 6, 12, 13, 40, 91).boxed().flatMap(count -> Stream.of(
            Speech.notice(many(count)), Speech.exchange(many(count))));
        return Stream.concat(lengths, Stream.of(Speech.onePeer(Speech.PEERS[1])));
    }

    @Test
    void shouldTellPeersWithTheirPlaces() {
        assertEquals(List.of("203.0.113.9:29702@28+8", "198.51.100.7:1107@36+8", "192.0.2.200:9000@44+8"),
            told(Speech.notice(Speech.PEERS)));
        assertEquals(List.of("203.0.113.9:29702@30+8", "198.51.100.7:1107@38+8", "192.0.2.200:9000@46+8"),
            told(prefixed(Speech.notice(Speech.PEERS))));
        assertEquals(List.of("203.0.113.9:29702@23+22", "198.51.100.7:1107@45+22", "192.0.2.200:9000@67+22"),
            told(scrambled(Speech.exchange(Speech.PEERS))));
        assertEquals(90, Speech.exchange(Speech.PEERS).length);
        assertEquals(List.of("198.51.100.7:1107@27+22"), told(scrambled(Speech.onePeer(Speech.PEERS[1]))));
        assertEquals(49, Speech.onePeer(Speech.PEERS[1]).length);
        assertEquals(Speech.KEY, list(scrambled(Speech.exchange(Speech.PEERS))).content());
    }

    @Test
    void shouldPassOverEntriesInWhichNobodyCanStand() {
        assertEquals(List.of("198.51.100.7:1107@36+8"), told(Speech.notice("0.0.0.0 5 5", Speech.PEERS[1],
            "127.0.0.1 5 5", "224.0.0.1 5 5", "255.255.255.255 5 5", "10.0.0.1 0 5")));
        byte[] exchange = Speech.exchange(Speech.PEERS);
        exchange[23]++;
        assertEquals(List.of("198.51.100.7:1107@45+22", "192.0.2.200:9000@67+22"), told(exchange));
    }

    @Test
    void shouldNotBelieveCountsThatLie() {
        for (byte[] good : List.of(Speech.notice(Speech.PEERS), Speech.exchange(Speech.PEERS),
                Speech.onePeer(Speech.PEERS[0]))) {
            int count = good[2] == 0x44 ? 27 : good[3] == 0x12 ? 22 : 26;
            for (int lie : new int[] {0, 2, 4, 255}) {
                byte[] lying = good.clone();
                lying[count] = (byte) lie;
                var sink = rig.read(FlowScript.udp().toClient(scrambled(lying))).sink();
                assertEquals(List.of(), sink.events(PeersListed.class));
                assertEquals("bad_peer_list", sink.events(Anomaly.class).get(0).what());
                assertFalse(EntryWriter.INSTANCE.write(lying, 0, List.of(new ListedPeer(NEAR, 28, 8)), List.of(NEAR)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void shouldPutOthersIntoAnyPlaceInAnyForm(byte[] plain) {
        List<byte[]> forms = plain[4] == 0 ? List.of(plain, scrambled(plain))
            : List.of(plain, scrambled(plain), prefixed(plain));
        for (byte[] wire : forms) {
            List<ListedPeer> peers = list(wire).peers();
            for (int i = 0; i < peers.size(); i++) {
                rewriteOne(wire, peers, i);
            }
            byte[] all = wire.clone();
            assertTrue(EntryWriter.INSTANCE.write(all, 0, peers, peers.stream().map(peer -> NEAR).toList()));
            assertTrue(list(all).peers().stream().allMatch(peer -> peer.peer().equals(NEAR)));
            assertTrue(EntryWriter.INSTANCE.write(all, 0, peers, peers.stream().map(ListedPeer::peer).toList()));
            assertEquals(peers, list(all).peers());
        }
    }

    private void rewriteOne(byte[] wire, List<ListedPeer> peers, int index) {
        byte[] changed = wire.clone();
        assertTrue(EntryWriter.INSTANCE.write(changed, 0, List.of(peers.get(index)), List.of(NEAR)));
        List<ListedPeer> expected = new ArrayList<>(peers);
        expected.set(index, new ListedPeer(NEAR, peers.get(index).offset(), peers.get(index).length()));
        assertEquals(expected, list(changed).peers());
        // The same form, and what was scrambled is as its receiver would have it.
        assertEquals(Frame.read(ByteView.of(wire), wire.length), Frame.read(ByteView.of(changed), wire.length));
        byte[] plain = changed.clone();
        if (Scrambling.is(ByteView.of(changed), changed.length)) {
            Scrambling.open(plain, plain.length);
            assertArrayEquals(changed, scrambled(plain));
        }
    }

    @Test
    void shouldLeaveTheRestOfAnEntryAsItIs() {
        byte[] wire = scrambled(Speech.exchange(Speech.PEERS));
        assertTrue(EntryWriter.INSTANCE.write(wire, 0, list(wire).peers().subList(1, 2), List.of(NEAR)));
        byte[] expected = Speech.exchange(Speech.PEERS[0], "10.1.2.3 4000 4000", Speech.PEERS[2]);
        assertArrayEquals(scrambled(expected), wire);
    }

    @Test
    void shouldChangeNothingWhereSomethingIsWrong() {
        byte[] wire = scrambled(Speech.exchange(Speech.PEERS));
        ListedPeer good = list(wire).peers().get(0);
        Endpoint v6 = new Endpoint(IpAddress.parse("2001:db8::1").orElseThrow(), 5);
        assertUnchanged(wire, List.of(good), List.of(v6));
        assertUnchanged(wire, List.of(good), List.of(end("10.1.2.3", 0)));
        assertUnchanged(wire, List.of(good), List.of());
        for (long offset : new long[] {-1, 0, 22, 24, 44, 89, 1L << 40, Long.MIN_VALUE, ListedPeer.NOWHERE}) {
            assertUnchanged(wire, List.of(good, new ListedPeer(NEAR, offset, 22)), List.of(NEAR, NEAR));
        }
        assertUnchanged(wire, List.of(new ListedPeer(NEAR, good.offset(), 8)), List.of(NEAR));
        assertUnchanged(scrambled(Speech.probe()), List.of(good), List.of(NEAR));
        assertUnchanged(new byte[0], List.of(good), List.of(NEAR));
    }

    @Test
    void shouldNeverMakeAMutatedListLongerOrAnother() {
        Mutator mutator = new Mutator(77);
        List<byte[]> good = lists().flatMap(list -> Stream.of(list, scrambled(list))).toList();
        int changed = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] before = good.get(i % good.size());
            List<ListedPeer> peers = list(before).peers();
            byte[] mutant = mutator.mutate(before);
            byte[] after = mutant.clone();
            if (EntryWriter.INSTANCE.write(after, 0, peers, peers.stream().map(peer -> NEAR).toList())) {
                changed++;
                Frame frame = Frame.read(ByteView.of(mutant), mutant.length);
                assertEquals(frame, Frame.read(ByteView.of(after), after.length));
            } else {
                assertArrayEquals(mutant, after);
            }
        }
        assertTrue(changed > 1000, "changed " + changed);
    }

    private static void assertUnchanged(byte[] wire, List<ListedPeer> listed, List<Endpoint> instead) {
        byte[] tried = wire.clone();
        assertFalse(EntryWriter.INSTANCE.write(tried, 0, listed, instead));
        assertArrayEquals(wire, tried);
    }

    private PeersListed list(byte[] datagram) {
        return rig.read(FlowScript.udp().toClient(datagram)).sink().events(PeersListed.class).get(0);
    }

    private List<String> told(byte[] datagram) {
        return list(datagram).peers().stream()
            .map(peer -> peer.peer() + "@" + peer.offset() + "+" + peer.length()).toList();
    }

    private static String[] many(int count) {
        String[] peers = new String[count];
        Arrays.setAll(peers, i -> "203.0." + i + "." + (i + 1) + " " + (1000 + 7 * i) + " " + (2000 + 5 * i));
        return peers;
    }

    private static Endpoint end(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }
}
