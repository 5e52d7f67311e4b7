package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.Progress;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DissectionTest {
    private static final Endpoint FIRST = FakeFlow.endpoint("10.0.0.1", 6881);
    private static final Endpoint SECOND = FakeFlow.endpoint("203.0.113.9", 6882);

    private final ParserRig rig = new ParserRig(new BitTorrentParser());

    @Test
    void shouldReadBothHandshakesHoweverCut() {
        FlowScript script = FlowScript.tcp().toServer(Vectors.HANDSHAKE).toServer(Vectors.EXTENDED)
            .toClient(Vectors.HANDSHAKE).toClient(Vectors.EXTENDED);
        assertEquals(4, rig.sameHoweverCut(script).size());
        Reading reading = rig.read(script);
        assertEquals(Progress.State.OK, reading.state());
        Map<String, String> said = reading.sink().events(Identified.class).get(0).attributes();
        assertEquals(Vectors.INFO_HASH, said.get("info_hash"));
        assertEquals("-XX0001-abcdefghijkl", said.get("peer_id"));
        assertEquals("Xtorrent 0.0.0.1", said.get("client"));
        assertEquals("ltep dht fast", said.get("extensions"));
    }

    @Test
    void shouldSeeVersionTwo() {
        byte[] handshake = Vectors.HANDSHAKE.clone();
        handshake[27] |= 0x10;
        Map<String, String> said = identified(FlowScript.tcp().toServer(handshake)).get(0).attributes();
        assertEquals("ltep dht fast v2", said.get("extensions"));
    }

    @Test
    void shouldFindHandshakeBehindProxyButNotForEver() {
        FlowScript proxied = FlowScript.tcp().toServer("\005\001\000").toServer(Vectors.HANDSHAKE);
        assertEquals(1, identified(proxied).size());
        assertTrue(rig.sameHoweverCut(proxied).size() == 1);
        FlowScript endless = FlowScript.tcp().toServer(new byte[PeerStream.MAX_PRELUDE + 1]);
        assertEquals(Progress.State.DONE, rig.read(endless).state());
    }

    @Test
    void shouldReadHandshakeInUtpAlsoInParts() {
        byte[] start = Arrays.copyOf(Vectors.HANDSHAKE, 30);
        byte[] rest = Arrays.copyOfRange(Vectors.HANDSHAKE, 30, 68);
        FlowScript syn = FlowScript.udp().toServer(Vectors.UTP_SYN).toClient(Vectors.UTP_STATE);
        List<Identified> whole = identified(syn.toServer(Vectors.utpData(2, Vectors.HANDSHAKE)));
        List<Identified> parts = identified(syn.toServer(Vectors.utpData(2, start)).toServer(Vectors.utpData(3, rest)));
        assertEquals(2, whole.size());
        assertEquals(Vectors.INFO_HASH, whole.get(1).attributes().get("info_hash"));
        assertEquals(whole, parts);
        assertEquals(1, identified(syn.toServer(Vectors.utpData(2, start)).toServer(Vectors.utpData(4, rest))).size());
    }

    @Test
    void shouldGiveUpOnEncryptedUtp() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < UtpDissector.MAX_DATAGRAMS; i++) {
            script = script.toServer(Vectors.utpData(i, Vectors.EXTENDED));
        }
        assertEquals(Progress.State.DONE, rig.read(script).state());
    }

    @Test
    void shouldReadDhtBesideUtp() {
        FlowScript script = FlowScript.udp().toServer(Vectors.PING)
            .toServer(Vectors.utpData(2, Vectors.HANDSHAKE)).toClient(Vectors.utpData(2, Vectors.HANDSHAKE))
            .toServer(Vectors.ANNOUNCE_PEER);
        Reading reading = rig.read(script);
        assertEquals(Progress.State.OK, reading.state());
        assertEquals(1, reading.sink().events(PeersListed.class).size());
    }

    @Test
    void shouldBearAMessageOfTheDhtWhoseKindIsEmpty() {
        FlowScript script = FlowScript.udp().toServer(Vectors.PING).toServer(Ascii.bytes("d1:y0:"))
            .toServer(Ascii.bytes("d1:y0:e")).toServer(Vectors.GET_PEERS);
        assertEquals(2, rig.read(script).sink().events(Identified.class).size());
    }

    @Test
    void shouldListValuesOfTheTorrentThatWasAskedFor() {
        FlowScript script = FlowScript.udp().toServer(Vectors.GET_PEERS).toClient(Vectors.VALUES);
        Reading reading = rig.read(script);
        Identified query = reading.sink().events(Identified.class).get(0);
        assertEquals("dht", query.channel());
        assertEquals("get_peers", query.attributes().get("query"));
        assertEquals(Vectors.INFO_HASH, query.attributes().get("info_hash"));
        PeersListed listed = reading.sink().events(PeersListed.class).get(0);
        assertEquals(Vectors.INFO_HASH, listed.content());
        assertEquals(List.of(new ListedPeer(FIRST, 56, 6), new ListedPeer(SECOND, 64, 6)), listed.peers());
    }

    @Test
    void shouldNotKnowTheTorrentOfOtherAnswers() {
        PeersListed listed = listed(FlowScript.udp().toClient(Vectors.GET_PEERS).toClient(Vectors.VALUES)).get(0);
        assertEquals("", listed.content());
    }

    @Test
    void shouldListWhoAnnouncesItself() {
        int place = new String(Vectors.ANNOUNCE_PEER, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("i6881e");
        PeersListed listed = listed(FlowScript.udp().toServer(Vectors.ANNOUNCE_PEER)).get(0);
        assertEquals(Vectors.INFO_HASH, listed.content());
        assertEquals(List.of(new ListedPeer(FakeFlow.endpoint("192.0.2.1", 6881), place, 6)), listed.peers());
        byte[] implied = Ascii.bytes(new String(Vectors.ANNOUNCE_PEER, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("4:port", "12:implied_porti1e4:port"));
        assertEquals(40000, listed(FlowScript.udp().toServer(implied)).get(0).peers().get(0).peer().port());
    }

    @Test
    void shouldListPeersOfUdpTracker() {
        FlowScript script = FlowScript.udp().toServer(Vectors.CONNECT).toClient(Vectors.CONNECTED)
            .toServer(Vectors.ANNOUNCE).toClient(Vectors.ANNOUNCED);
        Reading reading = rig.read(script);
        Map<String, String> said = reading.sink().events(Identified.class).get(1).attributes();
        assertEquals("announce", said.get("query"));
        assertEquals("1000", said.get("left"));
        assertEquals("started", said.get("event"));
        assertEquals("6881", said.get("port"));
        assertEquals(List.of(new ListedPeer(FakeFlow.endpoint("192.0.2.1", 6881), ListedPeer.NOWHERE, 0)),
            reading.sink().events(PeersListed.class).get(0).peers(), "who announces is a peer, too");
        PeersListed listed = Answers.in(reading.sink()).get(0);
        assertEquals(Vectors.INFO_HASH, listed.content());
        assertEquals(List.of(new ListedPeer(FIRST, 20, 6), new ListedPeer(SECOND, 26, 6)), listed.peers());
    }

    @Test
    void shouldListLongPeersOfUdpTrackerOverIpv6() {
        FakeFlow flow = FakeFlow.between(Transport.UDP, FakeFlow.endpoint("2001:db8::1", 4000),
            FakeFlow.endpoint("2001:db8::2", 6969));
        byte[] reply = Vectors.join(Arrays.copyOf(Vectors.ANNOUNCED, 20),
            Ascii.hex("20010db8000000000000000000000007" + "1ae1"));
        FlowScript script = FlowScript.udp().on(flow).toServer(Vectors.ANNOUNCE).toClient(reply);
        assertEquals(List.of(new ListedPeer(FakeFlow.endpoint("2001:db8::7", 6881), 20, 18)),
            answered(script).get(0).peers());
    }

    @Test
    void shouldListNothingThatNobodyAskedFor() {
        assertEquals(List.of(), answered(FlowScript.udp().toServer(Vectors.CONNECT).toClient(Vectors.ANNOUNCED)));
        assertEquals(List.of(), answered(FlowScript.udp().toServer(Vectors.ANNOUNCE).toServer(Vectors.ANNOUNCED)));
        assertEquals(List.of(), answered(FlowScript.udp().toServer(Vectors.ANNOUNCE).toClient(Vectors.ERROR)));
    }

    @Test
    void shouldReadLocalDiscovery() {
        Reading reading = rig.read(FlowScript.udp().toServer(Vectors.LSD));
        assertEquals(Vectors.INFO_HASH, reading.sink().events(Identified.class).get(0).attributes().get("info_hash"));
        PeersListed listed = reading.sink().events(PeersListed.class).get(0);
        assertEquals(FakeFlow.endpoint("192.0.2.1", 6881), listed.peers().get(0).peer());
    }

    @Test
    void shouldBoundOpenQuestions() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 2 * Asked.MAX_OPEN; i++) {
            byte[] query = Vectors.GET_PEERS.clone();
            query[query.length - 9] = (byte) i;
            script = script.toServer(query);
        }
        assertEquals("", listed(script.toClient(Vectors.VALUES)).get(0).content());
    }

    @Test
    void shouldStayBoundedOnMutatedInput() {
        Mutator mutator = new Mutator(2020);
        FlowScript datagrams = FlowScript.udp().toServer(Vectors.GET_PEERS).toClient(Vectors.VALUES)
            .toServer(Vectors.ANNOUNCE_PEER).toServer(Vectors.CONNECT).toServer(Vectors.ANNOUNCE)
            .toClient(Vectors.ANNOUNCED).toServer(Vectors.UTP_SYN).toServer(Vectors.utpData(2, Vectors.HANDSHAKE))
            .toServer(Vectors.LSD);
        FlowScript stream = FlowScript.tcp().toServer(Vectors.HANDSHAKE).toClient(Vectors.HANDSHAKE);
        for (int i = 0; i < 100_000; i++) {
            Reading reading = rig.read((i % 3 == 0 ? stream : datagrams).map(mutator::mutate));
            for (PeersListed list : reading.sink().events(PeersListed.class)) {
                assertTrue(list.peers().size() <= PeersListed.MAX_PEERS);
            }
        }
    }

    private List<Identified> identified(FlowScript script) {
        return rig.read(script).sink().events(Identified.class);
    }

    private List<PeersListed> answered(FlowScript script) {
        return Answers.in(rig.read(script).sink());
    }

    private List<PeersListed> listed(FlowScript script) {
        return rig.read(script).sink().events(PeersListed.class);
    }
}
