package gateway.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.testkit.FlowScript.Gap;
import gateway.testkit.FlowScript.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversationMutatorTest {
    private static final FlowScript TALK = FlowScript.tcp().toServer("GET /7 HTTP/1.1\r\nLength: 12345\r\n\r\n")
        .toClient("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello").toServer("BYE\r\n");
    private static final FlowScript DONOR = FlowScript.tcp().toServer("DONATED".repeat(10));
    private static final List<FlowScript> DONORS = List.of(TALK, DONOR);

    @Test
    void shouldRepeatItsChangesFromOneSeed() {
        assertEquals(texts(mutants(5, TALK)), texts(mutants(5, TALK)));
        assertTrue(new HashSet<>(texts(mutants(5, TALK))).size() > 200);
    }

    @Test
    void shouldLeaveTheOriginalAlone() {
        String before = text(TALK);
        mutants(6, TALK);
        assertEquals(before, text(TALK));
    }

    @Test
    void shouldMakeEveryKindOfChange() {
        Set<String> seen = new HashSet<>();
        for (FlowScript script : mutants(7, TALK)) {
            String text = text(script);
            List<Payload> packets = script.payloads();
            note(seen, "gap", script.steps().stream().anyMatch(Gap.class::isInstance));
            note(seen, "gap of unknown length", script.steps().stream().anyMatch(s -> s instanceof Gap gap
                && gap.missing() == 0));
            note(seen, "lost", !text.contains("GET") && packets.size() == 2);
            note(seen, "repeated", packets.size() == 4 && text.split("hello", -1).length == 3);
            note(seen, "swapped", text.startsWith("<") && packets.size() == 3);
            note(seen, "turned", text.contains("<GET"));
            note(seen, "mixed", text.contains("DONATED"));
            note(seen, "cut", packets.size() > 10);
            note(seen, "run", script.length() > 5000);
            note(seen, "digits", text.contains("4294967295") || text.contains("2147483648"));
            note(seen, "next number", text.contains("12344") || text.contains("12346"));
            note(seen, "binary number", text.contains("\u00ff\u00ff\u00ff\u00ff"));
            note(seen, "line twice", text.contains("Length: 12345\r\nLength: 12345\r\n"));
        }
        assertEquals(Set.of("gap", "gap of unknown length", "lost", "repeated", "swapped", "turned", "mixed", "cut",
            "run", "digits", "next number", "binary number", "line twice"), seen);
    }

    @Test
    void shouldKeepPacketsThatCanBe() {
        FlowScript datagrams = FlowScript.udp().toServer(new byte[60_000]).toClient("answer");
        for (FlowScript script : mutants(8, datagrams)) {
            for (Payload packet : script.payloads()) {
                assertTrue(packet.bytes().length > 0 && packet.bytes().length <= ConversationMutator.MAX_PACKET);
            }
        }
    }

    @Test
    void shouldMakeSomethingOfNothing() {
        ConversationMutator mutator = new ConversationMutator(9);
        FlowScript none = FlowScript.tcp();
        for (int i = 0; i < 1000; i++) {
            FlowScript script = mutator.mutate(none, List.of(none, DONOR));
            script.payloads().forEach(packet -> assertTrue(packet.bytes().length > 0));
        }
    }

    @Test
    void shouldLeaveSharedBytesAlone() {
        byte[] shared = "12345\r\n".repeat(20).getBytes(StandardCharsets.ISO_8859_1);
        byte[] copy = shared.clone();
        mutants(10, FlowScript.tcp().toServer(shared));
        assertArrayEquals(copy, shared);
    }

    private static List<FlowScript> mutants(long seed, FlowScript original) {
        ConversationMutator mutator = new ConversationMutator(seed);
        List<FlowScript> mutants = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            mutants.add(mutator.mutate(original, DONORS));
        }
        return mutants;
    }

    private static void note(Set<String> seen, String what, boolean holds) {
        if (holds) {
            seen.add(what);
        }
    }

    private static List<String> texts(List<FlowScript> scripts) {
        return scripts.stream().map(ConversationMutatorTest::text).toList();
    }

    private static String text(FlowScript script) {
        StringBuilder text = new StringBuilder();
        for (Payload packet : script.payloads()) {
            text.append(packet.direction() == Direction.TO_SERVER ? '>' : '<')
                .append(new String(packet.bytes(), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
