package gateway.protocol.gnutella;

import static gateway.protocol.gnutella.Speech.ascii;
import static gateway.protocol.gnutella.Speech.descriptor;
import static gateway.protocol.gnutella.Speech.fragment;
import static gateway.protocol.gnutella.Speech.ggep;
import static gateway.protocol.gnutella.Speech.hex;
import static gateway.protocol.gnutella.Speech.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.ScriptedHead;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final String GIV = "GIV 7:000102030405060708090A0B0C0D0E0F/linux.iso\n\n";

    private final GnutellaParser parser = new GnutellaParser();
    private final ParserRig rig = new ParserRig(parser);

    @ParameterizedTest
    @ValueSource(strings = {
        "GNUTELLA CONNECT/0.6\r\n", "GNUTELLA CONNECT/0.4\n\n", "gnutella connect/0.6\r\n", "GNUTELLA/0.6 200 OK\r\n",
        "GNUTELLA OK\n\n"})
    void shouldKnowHandshakesEitherWay(String line) {
        assertCertain("G1 handshake", FlowScript.tcp().toServer(line));
        assertCertain("G1 handshake", FlowScript.tcp().toServer("\5\1\0").toClient("\5\0").toServer(line));
        assertCertain("G1 handshake", FlowScript.tcp().toServer("?").toClient(line));
    }

    @Test
    void shouldKnowLinesCutAnywhere() {
        for (String line : List.of(Speech.CONNECT, "GNUTELLA OK\n\n", GIV,
                "PUSH guid:000102030405060708090A0B0C0D0E0F\r\n\r\n")) {
            FlowScript whole = FlowScript.tcp().toServer(line);
            for (int position = 1; position < 30; position++) {
                assertEquals("gnutella", rig.classify(whole.cutAt(Math.min(position, line.length() - 1))).label(),
                    line + position);
            }
        }
    }

    @Test
    void shouldOnlySuspectWhatHttpWillGoOnWith() {
        ParserRig.Classification found = rig.classify(FlowScript.tcp().toServer(GIV));
        assertEquals("G3 giv", found.rule());
        assertFalse(found.certain());
    }

    @Test
    void shouldKnowEveryKindOfDatagramByItself() {
        assertDatagram("G5 descriptor", descriptor(Descriptor.PING, new byte[0]));
        assertDatagram("G5 descriptor", descriptor(Descriptor.PING, ggep("QK", 0, new byte[0])));
        assertDatagram("G5 descriptor", descriptor(Descriptor.PING, join(ggep("SCP", 0, new byte[1]), new byte[1])));
        assertDatagram("G5 descriptor", Speech.PONG);
        assertDatagram("G5 descriptor", descriptor(Descriptor.PONG, join(Arrays.copyOfRange(Speech.PONG, 23, 37),
            ggep("IPP", 0, hex("cb007109ca18")))));
        assertDatagram("G5 descriptor", Speech.QUERY);
        assertDatagram("G5 descriptor", Speech.query("linux", ggep("SCP", 0, new byte[1])));
        assertDatagram("G5 descriptor", Speech.query("", ascii("urn:sha1:")));
        assertDatagram("G5 descriptor", Speech.HIT);
        assertDatagram("G5 descriptor", Speech.PUSH);
        assertDatagram("G5 descriptor", descriptor(Descriptor.VENDOR, hex("47544b470a000100")));
        assertDatagram("G5 descriptor", descriptor(Descriptor.STANDARD_VENDOR, hex("0000000007000100")));
        assertDatagram("G5 descriptor", descriptor(Descriptor.QUERY_HIT, 0x81, Speech.deflated(new byte[40])));
        assertDatagram("G7 dht", descriptor(Descriptor.DHT, 0, join(hex("0147544b470000"), new byte[31])));
        assertDatagram("G6 fragment", fragment("GND", 0x10, Speech.g2Search("linux")));
        assertDatagram("G6 fragment", fragment("GND", 1, Speech.deflated(Speech.g2Search("linux"))));
        assertDatagram("G6 fragment", fragment("GTA", 2, Speech.QUERY));
    }

    @Test
    void shouldHoldWhatSaysLittleForLikely() {
        byte[] old = hex("404142434445464748494a4b4c4d4e4f00070000000000");
        assertEquals("unknown", rig.classify(FlowScript.udp().toServer(old)).label());
        FakeFlow flow = FakeFlow.of(Transport.UDP).toPort(6346);
        assertEquals("G5 bare ping", rig.classify(FlowScript.udp().on(flow).toServer(old)).rule());
        assertFalse(rig.classify(FlowScript.udp().on(flow).toServer(old)).certain());
        assertFalse(rig.classify(FlowScript.udp().toServer(hex("474e440012340100"))).certain());
        assertFalse(rig.classify(FlowScript.udp().toServer(fragment("GND", 0, ascii("not a packet")))).certain());
    }

    @Test
    void shouldDenyDatagramsWithAnyFieldWrong() {
        for (byte[] good : List.of(descriptor(Descriptor.PING, ggep("QK", 0, new byte[0])), Speech.PONG, Speech.QUERY,
                Speech.HIT, Speech.PUSH, descriptor(Descriptor.VENDOR, hex("47544b470a000100")))) {
            assertDenied(Arrays.copyOf(good, good.length - 1));
            assertDenied(Arrays.copyOf(good, good.length + 1));
            assertDenied(with(good, 16, 0x55));
            assertDenied(with(good, 17, 0x40));
            assertDenied(with(good, 18, 0x20));
            assertDenied(with(good, 19, good[19] + 1));
        }
        assertDenied(descriptor(Descriptor.PING, new byte[5]));
        assertDenied(descriptor(Descriptor.PING, hex("c3")));
        assertDenied(descriptor(Descriptor.PING, hex("c390")));
        assertDenied(descriptor(Descriptor.PONG, new byte[14]));
        assertDenied(descriptor(Descriptor.QUERY, ascii("\0\0\1\2\3\0")));
        assertDenied(descriptor(Descriptor.QUERY, ascii("\0\0abc")));
        assertDenied(descriptor(Descriptor.QUERY, ascii("\0\0abc\0\u0090")));
        assertDenied(descriptor(Descriptor.QUERY_HIT, new byte[40]));
        assertDenied(descriptor(Descriptor.VENDOR, hex("ff544b470a000100")));
        assertDenied(descriptor(Descriptor.ROUTES, hex("0101020304")));
        assertDenied(descriptor(Descriptor.QUERY_HIT, 0x81, ascii("not compressed")));
        assertDenied(ascii("GNDEMO and more"));
        assertDenied(fragment("GND", 0x40, Speech.g2Search("linux")));
        assertDenied(hex("474e440012340302" + "00"));
    }

    @Test
    void shouldKnowLinksInTheMiddle() {
        FakeFlow midstream = FakeFlow.of(Transport.TCP).pickedUpMidstream();
        for (byte[] packet : List.of(Speech.QUERY, Speech.HIT, join(Speech.PONG, Speech.QUERY),
                join(Speech.PONG, Speech.QUERY, Arrays.copyOf(Speech.HIT, 40)))) {
            assertCertain("midstream descriptors", FlowScript.tcp().on(midstream).toServer(packet));
            assertCertain("midstream descriptors",
                FlowScript.tcp().on(midstream).toServer("the end of one").toClient(packet));
            assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(packet)).label());
        }
        assertEquals("unknown", rig.classify(FlowScript.tcp().on(midstream)
            .toServer(join(Speech.QUERY, ascii("something else")))).label());
    }

    @Test
    void shouldTakeTlsWithoutAServersNameToAnAnnouncedPeer() {
        byte[] hello = hello(hex("000a00040002001d"));
        assertEquals("peer list", announced(FlowScript.tcp().toServer(hello)).rule());
        assertEquals("peer list", announced(FlowScript.tcp().toServer(hello(new byte[0]))).rule());
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer(hello(hex("000a00000000000a00080000056c6f63616c"
            )))));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer(Arrays.copyOf(hello, hello.length - 1))));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toClient(hello)));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer("SSH-2.0-OpenSSH")));
        assertEquals(Detection.NO, announced(FlowScript.udp().toServer(hello)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET / HTTP/1.1\r\n\r\n", "GNUTELL", "GNUTELLA", "GIVE 1234\r\n\r\n", "GIV 7:0001/x\n\n", "GIV x:00\n",
        "PUSH guid:xyz", "PUT / HTTP/1.1\r\n\r\n", "G", "gopher", "GNUTELLA FAN CLUB\r\n", "GIV 12345678901234:00",
        "\u0016\u0003\u0001\u0000\u0005"})
    void shouldLeaveOthersAlone(String bytes) {
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(bytes)).label());
        assertEquals("unknown", rig.classify(FlowScript.udp().toServer(bytes)).label());
    }

    @Test
    void shouldTakeNoiseForNothing() {
        Mutator mutator = new Mutator(18);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = mutator.noise(80);
            assertEquals("unknown", rig.classify(FlowScript.udp().toServer(noise)).label());
            assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(noise)).label());
        }
    }

    @Test
    void shouldSurviveMutatedHeads() {
        Mutator mutator = new Mutator(19);
        List<FlowScript> good = List.of(FlowScript.tcp().toServer(Speech.CONNECT), FlowScript.tcp().toServer(GIV),
            FlowScript.udp().toServer(Speech.HIT), FlowScript.udp().toServer(Speech.PONG),
            FlowScript.udp().toServer(fragment("GND", 0, Speech.g2Search("linux"))),
            FlowScript.tcp().on(FakeFlow.of(Transport.TCP).pickedUpMidstream()).toServer(Speech.HIT),
            FlowScript.tcp().toServer(hello(hex("000a00040002001d"))));
        for (int i = 0; i < 70_000; i++) {
            FlowScript script = good.get(i % good.size()).map(mutator::mutate);
            rig.classify(script, i % 3 == 0 ? mutator.number(60) : Integer.MAX_VALUE);
            if (script.length() > 0) {
                announced(script);
            }
        }
    }

    private Detection announced(FlowScript script) {
        return parser.detectAnnounced(script.flow(), ScriptedHead.of(script));
    }

    /** A first message of TLS 1.2 with these extensions. */
    private static byte[] hello(byte[] extensions) {
        byte[] body = join(hex("0303"), new byte[32], hex("00" + "0002002f" + "0100"),
            new byte[] {0, (byte) extensions.length}, extensions);
        return join(hex("160301"), new byte[] {0, (byte) (body.length + 4), 1, 0, 0, (byte) body.length}, body);
    }

    private void assertDatagram(String rule, byte[] datagram) {
        assertCertain(rule, FlowScript.udp().toServer(datagram));
        assertTrue(rig.classify(FlowScript.udp().toServer(datagram)).detection().announces());
    }

    private void assertCertain(String rule, FlowScript script) {
        ParserRig.Classification found = rig.classify(script);
        assertEquals(rule, found.rule());
        assertTrue(found.certain());
    }

    private void assertDenied(byte[] datagram) {
        assertFalse(rig.classify(FlowScript.udp().toServer(datagram)).certain(), () -> Arrays.toString(datagram));
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
