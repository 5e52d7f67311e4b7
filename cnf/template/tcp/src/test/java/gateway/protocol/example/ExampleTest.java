package gateway.protocol.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.Progress;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.ParserRig.Classification;
import gateway.testkit.SelfTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleTest {
    private static final FlowScript TALK = FlowScript.tcp()
        .toServer("EXAMPLE/1 HELLO alice\n")
        .toClient("EXAMPLE/1 HELLO bob\n")
        .toServer("EXAMPLE/1 HOW are you\n");
    private static final int RUNS = 2000;

    private final ExampleParser parser = new ExampleParser();
    private final ParserRig rig = new ParserRig(parser);

    @Test
    void shouldRecogniseTheFirstLine() {
        Classification found = rig.classify(TALK);
        assertEquals("example", found.label());
        assertEquals("first line", found.rule());
        assertEquals(1, found.decidedAt());
        assertTrue(found.certain());
    }

    /** Fewer than four bytes in the first segment would take a signature that matches nearly everything. */
    @Test
    void shouldRecogniseAFirstLineThatIsCut() {
        for (int position = 4; position < TALK.length(); position++) {
            assertTrue(rig.classify(TALK.cutAt(position)).certain(), "cut at " + position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\u0013BitTorrent protocol",
        "NICK alice\r\nUSER alice 0 * :Alice\r\n", "\u0016\u0003\u0001",
        "EXAMPLE", "EXAMPLE/2 HELLO alice\n", "HELLO EXAMPLE/1 \n"})
    void shouldLeaveOthersAlone(String said) {
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(said).toClient(said)).label());
    }

    @Test
    void shouldSayTheSameHoweverCut() {
        assertEquals(List.of(new Identified("hello", Map.of("name", "alice")),
            new Identified("hello", Map.of("name", "bob"))), rig.sameHoweverCut(TALK));
    }

    @Test
    void shouldGiveUpALineWithoutEnd() {
        FlowScript endless = FlowScript.tcp().toServer("EXAMPLE/1 HELLO " + "a".repeat(ExampleWire.MAX_LINE) + "\n");
        assertEquals(Progress.State.VIOLATION, rig.read(endless).state());
        assertEquals(List.of(), rig.sameHoweverCut(endless));
    }

    @Test
    void shouldTakeWhateverComes() {
        Mutator mutator = new Mutator(1);
        for (int i = 0; i < RUNS; i++) {
            FlowScript hostile = TALK.map(mutator::mutate);
            rig.classify(hostile);
            assertNotEquals(null, rig.read(hostile).state());
        }
    }

    @TestFactory
    List<DynamicTest> shouldPassItsSelfTest() {
        return SelfTest.folders(Path.of("src/main/resources/selftest")).stream().map(folder -> DynamicTest.dynamicTest(
            folder.getFileName().toString(), () -> new SelfTest(parser).check(folder))).toList();
    }
}
