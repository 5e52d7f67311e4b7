package gateway.core.internal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTestRunTest {
    private static final FoundFlow CHAT = new FoundFlow("10.0.0.1:2", "10.0.0.3:4", "chat", 1, "hello");
    private static final FoundFlow NOISE =
        new FoundFlow("10.0.0.1:5", "10.0.0.3:6", FoundFlow.UNKNOWN, 0, "");

    private static Optional<String> difference(List<FoundFlow> expected, List<FoundFlow> found) {
        return SelfTestRun.compare(expected, found, "chat");
    }

    @Test
    void shouldFindNoDifferenceInWhateverOrderFlowsEnd() {
        assertEquals(Optional.empty(), difference(List.of(CHAT, NOISE), List.of(NOISE, CHAT)));
    }

    @Test
    void shouldLeaveOutFlowsOfWhichNothingIsSaid() {
        assertEquals(Optional.empty(), difference(List.of(CHAT), List.of(CHAT, NOISE)));
    }

    @Test
    void shouldNameWhatIsExpectedAndWhatIsThere() {
        FoundFlow silent = new FoundFlow(CHAT.source(), CHAT.destination(), FoundFlow.UNKNOWN, 0, "");
        assertEquals(Optional.of("flow 10.0.0.1:2->10.0.0.3:4: expected chat by hello at packet 1, got unknown"),
            difference(List.of(CHAT), List.of(silent)));
        assertEquals(Optional.of("flow 10.0.0.1:2->10.0.0.3:4: expected unknown, got chat by hello at packet 1"),
            difference(List.of(silent), List.of(CHAT)));
    }

    @Test
    void shouldNameAFlowThatIsNotThere() {
        assertEquals(Optional.of("flow 10.0.0.1:2->10.0.0.3:4 is not in the capture"),
            difference(List.of(CHAT), List.of(NOISE)));
    }

    @Test
    void shouldNameAFlowThatIsTakenForTheProtocolWithoutNeed() {
        FoundFlow other = new FoundFlow("10.0.0.9:9", "10.0.0.3:4", "chat", 2, "hello");
        assertEquals(Optional.of("flow 10.0.0.9:9->10.0.0.3:4: nothing expected, got chat by hello at packet 2"),
            difference(List.of(CHAT), List.of(CHAT, other)));
    }

    @Test
    void shouldReadWhatItKnowsAndSkipTheRest() throws IOException {
        assertEquals(List.of(CHAT), SelfTest.flowsIn("""
            [{"src":"10.0.0.1:2","dst":"10.0.0.3:4","label":"chat","decided_at":1,"reason":"hello",
              "events":[{"channel":{"deep":[1,2]}}],"note":null}]""".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "[1]", "[{}]", "[{\"src\":\"a\",\"dst\":\"b\"}]", "[{\"src\":\"a\"",
        "[{\"src\":\"a\",\"dst\":\"b\",\"label\":\"c\",\"decided_at\":\"x\"}]", "\u0000\u0001"})
    void shouldRefuseWhatIsNoListOfFlows(String text) {
        assertThrows(IOException.class, () -> SelfTest.flowsIn(text.getBytes(StandardCharsets.UTF_8)));
    }
}
