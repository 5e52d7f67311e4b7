package gateway.protocol.gnutella;

import static gateway.protocol.gnutella.Speech.ascii;
import static gateway.protocol.gnutella.Speech.descriptor;
import static gateway.protocol.gnutella.Speech.fragment;
import static gateway.protocol.gnutella.Speech.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.WireText;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Input that is broken, endless, or made to do harm. */
class HostileTest {
    private static final int RUNS = 40_000;
    private static final FlowScript LINK = LinkTest.HANDSHAKE;
    private static final String PACKED = "GNUTELLA/0.6 200 OK\r\nContent-Encoding: deflate\r\n\r\n";

    private final ParserRig rig = new ParserRig(new GnutellaParser());

    @Test
    void shouldStepOverDescriptorsThatNobodyTakes() {
        byte[] huge = descriptor(Descriptor.QUERY, new byte[DescriptorReader.MAX_READ + 1]);
        Reading reading = rig.read(LINK.toServer(join(huge, Speech.QUERY)).inPiecesOf(1000));
        assertEquals(List.of("descriptor_too_long"), anomalies(reading));
        assertEquals(1, reading.sink().events(SearchIssued.class).size());
    }

    @Test
    void shouldNotBelieveImpossibleLengths() {
        byte[] lie = descriptor(Descriptor.QUERY, new byte[0]);
        Arrays.fill(lie, 19, 23, (byte) 0xff);
        Reading reading = rig.read(LINK.toServer(join(lie, Speech.QUERY, Speech.PONG)));
        assertEquals(List.of("bad_descriptor"), anomalies(reading));
        assertEquals(1, reading.sink().events(SearchIssued.class).size());
    }

    @Test
    void shouldNotLookForALostThreadForEver() {
        byte[] noise = new byte[2 * DescriptorReader.MAX_SEARCHED];
        Arrays.fill(noise, (byte) 0x55);
        Reading reading = rig.read(LINK.toServer(join(noise, Speech.QUERY, Speech.PONG)).inPiecesOf(1400));
        assertEquals(List.of("bad_descriptor"), anomalies(reading));
        assertEquals(List.of(), reading.sink().events(SearchIssued.class));
    }

    @Test
    void shouldGiveUpHeadsWithoutEnd() {
        Reading reading = rig.read(FlowScript.tcp().toServer("GNUTELLA CONNECT/0.6\r\n" + "X: y\r\n".repeat(5000))
            .inPiecesOf(700));
        assertEquals(List.of("head_too_long"), anomalies(reading));
        String many = "GNUTELLA CONNECT/0.6\r\n" + "X: y\r\n".repeat(HandshakeHead.MAX_FIELDS + 1) + "no colon\r\n\r\n";
        assertEquals(List.of("odd_handshake_lines"), anomalies(rig.read(FlowScript.tcp().toServer(many))));
        assertEquals(List.of("bad_handshake"),
            anomalies(rig.read(FlowScript.tcp().toServer("GNUTELLA RULES\r\n\r\n"))));
    }

    @Test
    void shouldStopWhatInflatesTooMuch() {
        byte[] bomb = Speech.deflated(descriptor(Descriptor.ROUTES, new byte[4_000_000]));
        assertTrue(bomb.length < 10_000);
        Reading reading = rig.read(FlowScript.tcp().toServer(Speech.CONNECT).toClient(join(ascii(PACKED), bomb)));
        assertEquals(List.of("inflates_too_much"), anomalies(reading));
    }

    @Test
    void shouldSayThatCompressionIsBroken() {
        Reading reading = rig.read(FlowScript.tcp().toServer(Speech.CONNECT).toClient(PACKED + "not compressed"));
        assertEquals(List.of("bad_deflate"), anomalies(reading));
    }

    @Test
    void shouldNotComplainForEver() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 2 * Report.MAX_ANOMALIES; i++) {
            script = script.toServer(descriptor(Descriptor.PONG, new byte[5]));
        }
        assertEquals(Report.MAX_ANOMALIES, anomalies(rig.read(script)).size());
    }

    @Test
    void shouldNotTellOfVendorsForEver() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 200; i++) {
            script = script.toServer(descriptor(Descriptor.VENDOR, new byte[] {'L', 'I', 'M', 'E', (byte) i, 0, 1, 0}));
        }
        assertTrue(rig.read(script).sink().events(Identified.class).size() < 40);
    }

    @Test
    void shouldBoundListsAndTexts() {
        byte[] vector = new byte[6 * 2000];
        for (int i = 0; i < vector.length; i += 6) {
            vector[i] = 10;
            vector[i + 3] = (byte) (1 + i % 100);
            vector[i + 4] = 1;
        }
        byte[] packed = Speech.ggep("IPP", 0x20, Speech.deflated(vector));
        byte[] pong = descriptor(Descriptor.PONG, join(new byte[14], packed));
        PeersListed listed = rig.read(FlowScript.udp().toServer(pong)).sink().events(PeersListed.class).get(0);
        assertEquals(PeersListed.MAX_PEERS, listed.peers().size());
    }

    @Test
    void shouldTellWholeNamesAndComplainOfThoseTooLong() {
        String name = "x".repeat(5000) + " umbra";
        byte[] search = Speech.query(name, new byte[0]);
        assertEquals(name, rig.read(FlowScript.udp().toServer(search)).sink().events(SearchIssued.class).get(0)
            .text().value());
        Reading hit = rig.read(FlowScript.udp().toServer(Speech.hit(name, 7, new byte[0])));
        WireText offered = hit.sink().events(FileOffered.class).get(0).name();
        assertEquals(name, offered.value());
        assertEquals(name.length(), offered.length());
        assertTrue(anomalies(hit).contains("hostile_file_name"), () -> anomalies(hit).toString());
    }

    @Test
    void shouldStayBoundedOnMutatedInput() {
        Mutator mutator = new Mutator(1806);
        List<FlowScript> good = scripts();
        for (int i = 0; i < RUNS; i++) {
            FlowScript script = good.get(i % good.size()).map(b -> mutator.number(2) == 0 ? mutator.mutate(b) : b);
            Reading reading = rig.read(i % 3 == 0 ? script.on(script.flow().pickedUpMidstream()) : script);
            assertTrue(anomalies(reading).size() <= Report.MAX_ANOMALIES);
            for (FileOffered offer : reading.sink().events(FileOffered.class)) {
                assertTrue(offer.name().value().length() <= WireText.MAX_LENGTH);
            }
        }
    }

    @Test
    void shouldSayTheSameOfMutatedInputHoweverCut() {
        Mutator mutator = new Mutator(1807);
        List<FlowScript> good = scripts().stream().filter(s -> s.flow().transport() == Transport.TCP).toList();
        for (int i = 0; i < 600; i++) {
            FlowScript script = good.get(i % good.size()).map(b -> mutator.number(2) == 0 ? mutator.mutate(b) : b);
            List<Object> whole = rig.read(script.merged()).sink().transcript();
            assertEquals(whole, rig.read(script.inPiecesOf(1)).sink().transcript(), "run " + i);
            assertEquals(whole, rig.read(script.inPiecesOf(1 + mutator.number(50))).sink().transcript(), "run " + i);
        }
    }

    private static List<FlowScript> scripts() {
        byte[] packed = Speech.deflated(Speech.PONG, Speech.HIT, Speech.QUERY, Speech.PUSH);
        FlowScript compressed = FlowScript.tcp().toServer(Speech.CONNECT).toClient(join(ascii(PACKED), packed))
            .toServer(join(ascii(PACKED), packed));
        FlowScript plain = LINK.toServer(join(Speech.QUERY, Speech.PUSH, descriptor(Descriptor.ROUTES, new byte[90])))
            .toClient(join(Speech.PONG, Speech.HIT, Speech.query("x", Speech.ggep("H", 0x40, ascii("abc")))));
        FlowScript datagrams = FlowScript.udp().toServer(Speech.HIT).toClient(Speech.PONG)
            .toServer(fragment("GND", 1, Speech.deflated(Speech.g2Search("linux"))))
            .toServer(fragment("GND", 0, Speech.g2Search("linux")))
            .toClient(fragment("GTA", 0, Speech.QUERY))
            .toClient(descriptor(Descriptor.QUERY_HIT, 0x81, Speech.deflated(Speech.HIT)))
            .toServer(descriptor(Descriptor.PONG, join(new byte[14], Speech.ggep("IPP", 0x60, new byte[30]))));
        FlowScript middle = FlowScript.tcp().on(FakeFlow.of(Transport.TCP).pickedUpMidstream())
            .toServer(join(ascii("rest"), Speech.QUERY, Speech.PONG, Speech.HIT));
        return List.of(plain, compressed, datagrams, middle);
    }

    private static List<String> anomalies(Reading reading) {
        return reading.sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }
}
