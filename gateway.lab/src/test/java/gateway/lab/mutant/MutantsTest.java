package gateway.lab.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import gateway.api.protocol.WireText;
import gateway.lab.appliance.Tree;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of {@code ./gateway bench mutants}; and that the watch sees what it looks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsTest {
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(5), Bounds.USUAL.kept(),
        Bounds.USUAL.events());

    private final List<PlugIn> plugIns = PlugIn.in(Tree.root().resolve("cnf/app/target/appliance/bundle"));

    List<String> applications() {
        return plugIns.stream().map(PlugIn::id).toList();
    }

    @ParameterizedTest
    @MethodSource("applications")
    void shouldBearWhateverIsSent(String application) {
        Tally tally = new Mutants(plugIns, BOUNDS).play(plugIn(application), 1, 8_000);
        assertEquals(Map.of(), tally.findings());
        assertTrue(tally.readShare() > 0.8, "only " + tally.readShare() + " of the inputs reached a dissector");
        assertTrue(tally.events() > tally.inputs(), tally.events() + " events");
        assertTrue(tally.walks() > 400, tally.walks() + " looks at memory");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void shouldBeginWithConversationsThatAreUnderstood(String application) {
        ProtocolParser[] parsers = plugIns.stream().map(PlugIn::parser).toArray(ProtocolParser[]::new);
        List<FlowScript> conversations = Conversations.of(application);
        assertFalse(conversations.isEmpty());
        for (FlowScript script : conversations) {
            String label = new ParserRig(parsers).classify(script).label();
            boolean carried = label.equals("http");
            assertTrue(label.equals(application) || carried, label + " for " + script.payloads().get(0).direction()
                + " " + new String(script.payloads().get(0).bytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void shouldMakeTheSameFlowsOfTheSameNumbers() {
        Mutants mutants = new Mutants(plugIns, BOUNDS);
        PlugIn chosen = plugIns.get(0);
        Tally first = mutants.play(chosen, 77, 500);
        mutants.play(plugIns.get(1), 5, 300);
        Tally again = mutants.play(chosen, 77, 500);
        assertEquals(List.of(first.inputs(), first.events(), first.mostKept()),
            List.of(again.inputs(), again.events(), again.mostKept()));
    }

    @Test
    void shouldFindWhatIsThrown() {
        Tally tally = play(sink -> (direction, bytes) -> {
            throw new ArrayIndexOutOfBoundsException(bytes.length());
        });
        assertTrue(kind(tally).startsWith("trial threw java.lang.ArrayIndexOutOfBoundsException"), kind(tally));
        assertTrue(tally.findings().values().iterator().next().seed() >= 1);
    }

    @Test
    void shouldFindAnswersThatCannotBe() {
        assertEquals("trial answered out of bounds",
            kind(play(sink -> (direction, bytes) -> Progress.needMore(bytes.length() + 1, 0))));
    }

    @Test
    void shouldFindTextsThatAreTooLong() {
        assertEquals("trial told of a detail too long", kind(play(sink -> (direction, bytes) -> {
            sink.emit(new Anomaly("odd", "x".repeat(1025)));
            return Progress.OK;
        })));
    }

    @Test
    void shouldFindPlacesThatAreNot() {
        assertEquals("trial told of a text outside of the stream", kind(play(sink -> (direction, bytes) -> {
            sink.emit(new SearchIssued(new WireText("x", WireText.Encoding.UTF_8, 1L << 40, 1)));
            return Progress.OK;
        })));
    }

    @Test
    void shouldFindHeadersThatAreNot() {
        assertEquals("trial told of a message outside of the stream", kind(play(sink -> (direction, bytes) -> {
            sink.message(direction, new HttpMessage.Request("GET", "/", "HTTP/1.1",
                List.of(new HttpMessage.Header("x-alt", "192.0.2.1", bytes.length() + 1L))));
            return Progress.DONE;
        })));
    }

    @Test
    void shouldFindTransfersThatNeverEnd() {
        assertEquals("trial told of a transfer that never ended", kind(play(sink -> (direction, bytes) -> {
            sink.emit(new TransferStarted(7, direction, WireText.of(""), 5, 0, 5, Map.of()));
            return Progress.DONE;
        })));
    }

    @Test
    void shouldFindWhoNeverStopsTalking() {
        assertEquals(" said too much", kind(play(sink -> (direction, bytes) -> {
            for (int i = 0; i < 100 + 5 * bytes.length(); i++) {
                sink.emit(new Anomaly("odd", ""));
            }
            return Progress.OK;
        })));
    }

    @Test
    void shouldFindWhoSpeaksAfterTheClose() {
        List<DissectionSink> last = new ArrayList<>();
        assertEquals("trial spoke after its close", kind(play(sink -> {
            last.forEach(closed -> closed.emit(new Anomaly("odd", "")));
            last.clear();
            last.add(sink);
            return (direction, bytes) -> Progress.OK;
        })));
    }

    @Test
    void shouldFindWhoKeepsEverything() {
        assertEquals("trial kept too much", kind(play(Hoarder::new)));
    }

    @Test
    void shouldFindWhoIsSlow() {
        Bounds strict = new Bounds(Duration.ofNanos(1), 1 << 20, 1);
        assertEquals(" took too long", kind(play(strict, sink -> (direction, bytes) -> Progress.OK)));
    }

    private PlugIn plugIn(String application) {
        return plugIns.stream().filter(plugIn -> plugIn.id().equals(application)).findFirst().orElseThrow();
    }

    private static Tally play(Function<DissectionSink, Dissector> dissector) {
        return play(BOUNDS, dissector);
    }

    private static Tally play(Bounds bounds, Function<DissectionSink, Dissector> dissector) {
        FlowScript script = FlowScript.tcp().toServer("TRIAL one\n").toClient("two\n");
        PlugIn trial = new PlugIn(new Trial(dissector), List.of(script));
        return new Mutants(List.of(trial), bounds).play(trial, 1, 500);
    }

    private static String kind(Tally tally) {
        assertEquals(1, tally.findings().size(), tally.findings().toString());
        return tally.findings().keySet().iterator().next();
    }

    /** Keeps what it is given, in maps, lists and arrays of its own. */
    private static final class Hoarder implements Dissector {
        private final Map<Integer, List<byte[]>> kept = new HashMap<>();

        Hoarder(DissectionSink sink) {
        }

        @Override
        public Progress onData(Direction direction, ByteView bytes) {
            kept.computeIfAbsent(bytes.length(), length -> new ArrayList<>()).add(new byte[100_000]);
            return Progress.OK;
        }
    }

    private record Trial(Function<DissectionSink, Dissector> dissector) implements ProtocolParser {
        @Override
        public String id() {
            return "trial";
        }

        @Override
        public Set<String> over() {
            return Set.of("tcp");
        }

        @Override
        public List<Signature> signatures() {
            return List.of(Signature.at("word", Transport.TCP, 0, "TRIAL".getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public Detection detect(Flow flow, Head head) {
            return Detection.certain("word");
        }

        @Override
        public Dissector open(Flow flow, DissectionSink sink) {
            return dissector.apply(sink);
        }
    }
}
