package gateway.protocol.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.DissectionEvent.Identified;
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
    private static final FlowScript TALK = FlowScript.udp()
        .toServer("EXAMPLE/1 HELLO alice\n")
        .toClient("EXAMPLE/1 HELLO bob\n")
        .toServer("noise");
    private static final int RUNS = 2000;

    private final ExampleParser parser = new ExampleParser();
    private final ParserRig rig = new ParserRig(parser);

    @Test
    void shouldRecogniseTheFirstDatagram() {
        Classification found = rig.classify(TALK);
        assertEquals("example", found.label());
        assertEquals("greeting", found.rule());
        assertEquals(1, found.decidedAt());
        assertTrue(found.certain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe", "M-SEARCH * HTTP/1.1\r\n\r\n",
        "\0", "EXAMPLE", "EXAMPLE/2 HELLO alice\n", "HELLO EXAMPLE/1 \n"})
    void shouldLeaveOthersAlone(String said) {
        assertEquals("unknown", rig.classify(FlowScript.udp().toServer(said).toClient(said)).label());
    }

    @Test
    void shouldLeaveLongDatagramsAlone() {
        FlowScript longer = FlowScript.udp().toServer("EXAMPLE/1 HELLO " + "a".repeat(ExampleWire.MAX_LENGTH));
        assertEquals("unknown", rig.classify(longer).label());
        assertEquals(List.of(), rig.read(longer).sink().events());
    }

    @Test
    void shouldSayWhoGreets() {
        assertEquals(List.of(new Identified("hello", Map.of("name", "alice")),
            new Identified("hello", Map.of("name", "bob"))), rig.read(TALK).sink().events());
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
