package gateway.protocol.ppstream;

import static gateway.protocol.ppstream.Speech.hex;
import static gateway.protocol.ppstream.Speech.message;
import static gateway.protocol.ppstream.Speech.prefixed;
import static gateway.protocol.ppstream.Speech.scrambled;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final int[] HIGH = {0x00, 0x71, 0x17};

    private final PpstreamParser parser = new PpstreamParser();
    private final ParserRig rig = new ParserRig(parser);

    static Stream<byte[]> messages() {
        return Stream.of(Speech.probe(), Speech.hello(0x44), Speech.hello(0x55), Speech.map(0x44), Speech.map(0x55),
            Speech.request(1, 2), Speech.data(1, 2, Speech.video(1024)), Speech.noData(), Speech.exchange(Speech.PEERS),
            Speech.onePeer(Speech.PEERS[0]), Speech.invitation());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldKnowEveryKindByItselfOnceScrambled(byte[] message) {
        for (FlowScript script : List.of(FlowScript.udp().toServer(scrambled(message)),
                FlowScript.udp().toClient(scrambled(message)))) {
            ParserRig.Classification found = rig.classify(script);
            assertEquals("P1 scrambled", found.rule());
            assertTrue(found.certain() && found.detection().announces());
            assertEquals(1, found.decidedAt());
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldAskForTwoPlainOnesOrAServer(byte[] message) {
        FlowScript one = FlowScript.udp().toServer(message);
        assertEquals("unknown", rig.classify(one).label());
        assertEquals("P2 plain", rig.classify(one.toClient("something else").toClient(message)).rule());
        FakeFlow server = FakeFlow.of(Transport.UDP).toPort(17788);
        assertTrue(rig.classify(one.on(server)).certain());
        assertTrue(rig.classify(one.on(FakeFlow.of(Transport.UDP).fromPort(17788))).certain());
    }

    @Test
    void shouldKnowNoticesAndReportsByTheirWholeForm() {
        assertTrue(rig.classify(FlowScript.udp().toServer(Speech.notice(Speech.PEERS))).certain());
        assertTrue(rig.classify(FlowScript.udp().toServer(Speech.report())).certain());
        byte[] lying = Speech.notice(Speech.PEERS);
        lying[27]++;
        assertFalse(rig.classify(FlowScript.udp().toServer(lying)).certain());
        byte[] other = Speech.report();
        other[21]++;
        assertFalse(rig.classify(FlowScript.udp().toServer(other)).certain());
    }

    @Test
    void shouldKnowWhatHasAPrefix() {
        byte[] register = prefixed(Speech.register());
        assertEquals(135, register.length);
        assertEquals("1c408700447471" + Speech.KEY, java.util.HexFormat.of().formatHex(register, 0, 15));
        assertEquals("P3 prefixed", rig.classify(FlowScript.udp().toServer(register)).rule());
        byte[] answer = prefixed(message(0x55, 0x1775, new byte[121]));
        assertEquals("P3 prefixed", rig.classify(FlowScript.udp().toClient(answer)).rule());
        // Peers do not send this form.
        assertEquals("unknown", rig.classify(FlowScript.udp().toServer(prefixed(Speech.probe()))).label());
    }

    @Test
    void shouldAskForTwoOfACommandThatNobodySaw() {
        for (int high : HIGH) {
            FlowScript one = FlowScript.udp().toServer(scrambled(message(0x44, high << 8 | 0xee, new byte[30])));
            assertEquals("unknown", rig.classify(one).label());
            assertTrue(rig.classify(one.toServer(scrambled(message(0x55, 0xef, new byte[9])))).certain());
        }
        FlowScript twice = FlowScript.udp().toServer(scrambled(message(0x44, 0x2225, new byte[30])));
        assertEquals("unknown", rig.classify(twice.toServer(twice.payloads().get(0).bytes())).label());
    }

    @Test
    void shouldKnowTheLiveNetwork() {
        FakeFlow server = FakeFlow.of(Transport.UDP).toPort(17788);
        byte[] live = Speech.live();
        for (int uncounted : new int[] {0, 4, 6}) {
            byte[] shorter = live.clone();
            shorter[0] -= (byte) uncounted;
            assertTrue(rig.classify(FlowScript.udp().on(server).toServer(shorter)).certain());
            assertTrue(rig.classify(FlowScript.udp().toServer(shorter).toServer(shorter)).certain());
            assertFalse(rig.classify(FlowScript.udp().toServer(shorter)).certain());
        }
        byte[] first = live.clone();
        first[3] = 0x77;
        assertFalse(rig.classify(FlowScript.udp().on(server).toServer(first)).certain());
        System.arraycopy(hex("ff000100000000000000"), 0, first, 5, 10);
        assertTrue(rig.classify(FlowScript.udp().on(server).toServer(first)).certain());
    }

    @Test
    void shouldTakeOnePlainMessageFromAnAnnouncedPeer() {
        assertEquals("peer list", announced(FlowScript.udp().toClient(Speech.probe())).rule());
        assertEquals(Detection.NO, announced(FlowScript.udp().toClient("no such message, whoever says it")));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toClient(Speech.probe())));
    }

    @Test
    void shouldKnowTheStreamCutAnywhere() {
        byte[] stream = Speech.stream();
        assertEquals("P4 stream", rig.classify(FlowScript.tcp().toServer(stream)).rule());
        assertEquals("P4 stream", rig.classify(FlowScript.tcp().toServer("GET").toClient(stream)).rule());
        for (int position = 1; position < stream.length; position++) {
            assertTrue(rig.classify(FlowScript.tcp().toServer(stream).cutAt(position)).certain(), "at " + position);
        }
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(java.util.Arrays.copyOf(stream, 59))).label());
        byte[] other = stream.clone();
        other[55] = 1;
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(other)).label());
        other = stream.clone();
        other[10] = 1;
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(other)).label());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PSProtocol", "PASS secret", "P", "GET / HTTP/1.1\r\n\r\n", "\u0018\u0000\u0044",
        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe", "echo echo echo echo echo"})
    void shouldLeaveOthersAlone(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(bytes)).label());
        assertEquals("unknown", rig.classify(FlowScript.udp().toServer(bytes).toClient(bytes)).label());
    }

    @Test
    void shouldLeaveRepeatedBytesAlone() {
        for (int value = 0; value < 256; value++) {
            for (int length : new int[] {19, 24, 128, 0x80, 0x8080 & 0x7ff, 1400}) {
                byte[] same = new byte[length];
                java.util.Arrays.fill(same, (byte) value);
                assertEquals("unknown", rig.classify(FlowScript.udp().toServer(same).toServer(same)).label());
            }
        }
    }

    @Test
    void shouldTakeNoiseForNothing() {
        Mutator mutator = new Mutator(21);
        for (int i = 0; i < 150_000; i++) {
            byte[] noise = mutator.noise(200);
            assertEquals("unknown", rig.classify(FlowScript.udp().toServer(noise)).label());
        }
    }

    @Test
    void shouldSurviveMutatedHeadsAndShortCopies() {
        Mutator mutator = new Mutator(22);
        List<byte[]> good = Stream.concat(messages().map(Speech::scrambled), Stream.of(Speech.notice(Speech.PEERS),
            Speech.report(), prefixed(Speech.register()), Speech.live(), Speech.probe())).toList();
        for (int i = 0; i < 60_000; i++) {
            FlowScript script = FlowScript.udp().toServer(good.get(i % good.size())).toClient(mutator.any(
                good.toArray(byte[][]::new))).map(mutator::mutate);
            rig.classify(script, i % 3 == 0 ? mutator.number(60) : Integer.MAX_VALUE);
            if (script.length() > 0) {
                announced(script);
            }
            rig.classify(FlowScript.tcp().toServer(mutator.mutate(Speech.stream())));
        }
    }

    private Detection announced(FlowScript script) {
        return parser.detectAnnounced(script.flow(), ScriptedHead.of(script));
    }
}
