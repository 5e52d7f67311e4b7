package gateway.protocol.gnutella;

import static gateway.protocol.gnutella.Speech.ascii;
import static gateway.protocol.gnutella.Speech.descriptor;
import static gateway.protocol.gnutella.Speech.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections between hosts. */
class LinkTest {
    static final FlowScript HANDSHAKE = FlowScript.tcp().toServer(Speech.CONNECT).toClient(Speech.ACCEPT)
        .toServer(Speech.AGREE);
    private static final String DEFLATED = "GNUTELLA/0.6 200 OK\r\nContent-Encoding: deflate\r\n\r\n";
    private static final byte[] ROUTES = descriptor(Descriptor.ROUTES, new byte[300]);

    private final ParserRig rig = new ParserRig(new GnutellaParser());

    @Test
    void shouldTellWhatBothSaidInTheHandshake() {
        Reading reading = rig.read(HANDSHAKE);
        List<Identified> said = reading.sink().events(Identified.class);
        assertEquals(3, said.size());
        assertEquals("lab/1", said.get(0).attributes().get("user_agent"));
        assertEquals("192.0.2.1:7000", said.get(0).attributes().get("listens_at"));
        assertEquals("200", said.get(1).attributes().get("status"));
        assertEquals("True", said.get(1).attributes().get("ultrapeer"));
        PeersListed listed = reading.sink().events(PeersListed.class).get(0);
        assertEquals("203.0.113.9:6346", listed.peers().get(0).peer().toString());
        assertEquals(Speech.ACCEPT.indexOf("203"), listed.peers().get(0).offset());
        assertEquals("203.0.113.9:6346".length(), listed.peers().get(0).length());
        assertEquals(Speech.ACCEPT.indexOf("198"), listed.peers().get(1).offset());
        assertEquals(HANDSHAKE.flow().client().address() + ":7000",
            reading.sink().events(Expected.class).get(0).to().toString());
        rig.sameHoweverCut(HANDSHAKE);
    }

    @Test
    void shouldReadDescriptorsBehindIt() {
        FlowScript script = HANDSHAKE.toServer(join(Speech.QUERY, ROUTES, Speech.PUSH))
            .toClient(join(Speech.PONG, Speech.HIT));
        Reading reading = rig.read(script);
        WireText words = reading.sink().events(SearchIssued.class).get(0).text();
        assertEquals("linux iso", words.value());
        assertEquals((Speech.CONNECT + Speech.AGREE).length() + 25, words.offset());
        FileOffered offer = reading.sink().events(FileOffered.class).get(0);
        assertEquals(Speech.ACCEPT.length() + Speech.PONG.length + 42, offer.name().offset());
        assertEquals(List.of(), anomalies(reading));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldReadCompressedLinks() {
        FlowScript script = FlowScript.tcp().toServer(Speech.CONNECT)
            .toClient(join(ascii(DEFLATED), Speech.deflated(Speech.PONG, Speech.HIT, ROUTES)))
            .toServer(join(ascii(DEFLATED), Speech.deflated(Speech.QUERY, Speech.PUSH)));
        Reading reading = rig.read(script);
        assertEquals(WireText.NOWHERE, reading.sink().events(SearchIssued.class).get(0).text().offset());
        assertEquals("linux.iso", reading.sink().events(FileOffered.class).get(0).name().value());
        assertEquals(List.of(), anomalies(reading));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldReadEachDirectionAsItSaidItself() {
        FlowScript script = FlowScript.tcp().toServer(Speech.CONNECT)
            .toClient(join(ascii(DEFLATED), Speech.deflated(Speech.HIT)))
            .toServer(join(ascii(Speech.AGREE), Speech.QUERY));
        assertEquals(1, rig.read(script).sink().events(FileOffered.class).size());
        assertEquals(1, rig.read(script).sink().events(SearchIssued.class).size());
    }

    @Test
    void shouldReadTheOldVersion() {
        FlowScript script = FlowScript.tcp().toServer("GNUTELLA CONNECT/0.4\n\n").toClient("GNUTELLA OK\n\n")
            .toServer(Speech.QUERY).toClient(Speech.HIT);
        assertEquals(1, rig.read(script).sink().events(SearchIssued.class).size());
        assertEquals(1, rig.read(script).sink().events(FileOffered.class).size());
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldListWhereARefusedHostMayTry() {
        FlowScript script = FlowScript.tcp().toServer(Speech.CONNECT).toClient("GNUTELLA/0.6 503 Full\r\n"
            + "X-Try-Ultrapeers: 203.0.113.9:6346\r\n"
            + "X-Try-Hubs: 198.51.100.7:8255 2022-03-07T03:22Z,[2001:db8::7]:80 2022-03-07T03:22Z\r\n\r\nnot read");
        Reading reading = rig.read(script);
        assertEquals("503", reading.sink().events(Identified.class).get(1).attributes().get("status"));
        assertEquals(List.of("203.0.113.9:6346", "198.51.100.7:8255", "[2001:db8:0:0:0:0:0:7]:80"),
            reading.sink().events(PeersListed.class).stream().flatMap(list -> list.peers().stream())
                .map(p -> p.peer().toString()).toList());
        assertEquals(List.of(), anomalies(reading));
    }

    @Test
    void shouldSayThatALinkIsEncryptedWhereItIs() {
        FlowScript script = FlowScript.tcp().toServer("GNUTELLA CONNECT/0.6\r\nUpgrade: TLS/1.0\r\n\r\n")
            .toClient("GNUTELLA/0.6 200 OK\r\nUpgrade: TLS/1.0\r\nConnection: Upgrade\r\n\r\n\026\003\001\0\005")
            .toServer(Speech.AGREE + "\026\003\001\0\005");
        Reading reading = rig.read(script);
        assertEquals(List.of("handshake", "handshake", "encrypted", "handshake"),
            reading.sink().events(Identified.class).stream().map(Identified::channel).toList());
        assertEquals(Progress.State.DONE, reading.state());
        rig.sameHoweverCut(script);
        assertEquals("encrypted", rig.read(FlowScript.tcp().toServer("\026\003\001\0\005")).sink()
            .events(Identified.class).get(0).channel());
    }

    @Test
    void shouldStepAsideWhereTheyGoOnWithGnutella2() {
        String type = "Content-Type: application/x-gnutella2\r\n";
        Reading reading = rig.read(FlowScript.tcp().toServer(Speech.CONNECT)
            .toClient("GNUTELLA/0.6 200 OK\r\n" + type + "\r\n\124\1LNI")
            .toServer("GNUTELLA/0.6 200 OK\r\n" + type + "\r\n\124\1LNI"));
        assertEquals(1, reading.sink().events(Identified.class).stream().filter(i -> i.channel().equals("g2")).count());
        assertEquals(Progress.State.DONE, reading.state());
        assertEquals(List.of(), anomalies(reading));
    }

    @Test
    void shouldReadTheLinesOfPushedConnections() {
        FlowScript giv = FlowScript.tcp().toServer("GIV 7:" + Speech.SERVENT + "/linux.iso\n\n");
        Identified push = rig.read(giv).sink().events(Identified.class).get(0);
        assertEquals("push", push.channel());
        assertEquals("linux.iso", push.attributes().get("name"));
        assertEquals(Speech.SERVENT, push.attributes().get("servent"));
        FileOffered offered = rig.read(giv).sink().events(FileOffered.class).get(0);
        assertEquals("linux.iso", offered.name().value(), "names are what rules with keywords judge");
        assertEquals(Speech.SERVENT, offered.from());
        rig.sameHoweverCut(giv);
        FlowScript wanted = FlowScript.tcp().toServer("PUSH guid:" + Speech.SERVENT.toUpperCase() + "\r\n\r\n");
        assertEquals(Speech.SERVENT,
            rig.read(wanted).sink().events(Identified.class).get(0).attributes().get("servent"));
    }

    @Test
    void shouldKeepItsPlaceBehindAGapWithinWhatIsSteppedOver() {
        FlowScript script = HANDSHAKE.toServer(Arrays.copyOf(ROUTES, 100))
            .gap(Direction.TO_SERVER, ROUTES.length - 100).toServer(Speech.QUERY);
        WireText words = rig.read(script).sink().events(SearchIssued.class).get(0).text();
        assertEquals((Speech.CONNECT + Speech.AGREE).length() + ROUTES.length + 25, words.offset());
    }

    @Test
    void shouldTakeUpTheThreadBehindAGap() {
        FlowScript script = HANDSHAKE.toServer(join(Speech.PONG, Arrays.copyOf(Speech.HIT, 30)))
            .gap(Direction.TO_SERVER, 20)
            .toServer(join(Arrays.copyOfRange(Speech.HIT, 50, Speech.HIT.length), Speech.QUERY,
                Speech.PONG));
        Reading reading = rig.read(script);
        WireText words = reading.sink().events(SearchIssued.class).get(0).text();
        assertEquals((Speech.CONNECT + Speech.AGREE).length() + Speech.PONG.length + Speech.HIT.length + 25,
            words.offset());
        assertEquals(WireText.NOWHERE, rig.read(HANDSHAKE.gap(Direction.TO_SERVER, 0)
            .toServer(join(Speech.QUERY, Speech.PONG))).sink().events(SearchIssued.class).get(0).text().offset());
    }

    @Test
    void shouldGiveUpACompressedDirectionBehindAGap() {
        byte[] packed = Speech.deflated(Speech.QUERY, Speech.PONG);
        FlowScript script = FlowScript.tcp().toServer(Speech.CONNECT).toClient(Speech.ACCEPT)
            .toServer(DEFLATED).gap(Direction.TO_SERVER, 5)
            .toServer(Arrays.copyOfRange(packed, 5, packed.length)).toClient(Speech.HIT);
        assertEquals(List.of(), rig.read(script).sink().events(SearchIssued.class));
        assertEquals(1, rig.read(script).sink().events(FileOffered.class).size());
    }

    @Test
    void shouldReadALinkFromItsMiddle() {
        FlowScript script = FlowScript.tcp().on(FakeFlow.of(Transport.TCP).pickedUpMidstream())
            .toServer(join(ascii("the rest of something"), Speech.QUERY, Speech.PONG));
        assertEquals("linux iso", rig.read(script).sink().events(SearchIssued.class).get(0).text().value());
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldTakeUpTheThreadBehindNonsense() {
        FlowScript script = HANDSHAKE.toServer(join(ascii("nonsense that is longer than a header is"), Speech.QUERY,
            Speech.PONG));
        assertEquals(List.of("bad_descriptor"), anomalies(rig.read(script)));
        assertEquals(1, rig.read(script).sink().events(SearchIssued.class).size());
        rig.sameHoweverCut(script);
    }

    private static List<String> anomalies(Reading reading) {
        List<String> found = reading.sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
        assertTrue(found.size() <= Report.MAX_ANOMALIES);
        return found;
    }
}
