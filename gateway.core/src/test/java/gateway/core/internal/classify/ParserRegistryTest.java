package gateway.core.internal.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import gateway.core.internal.crafted.FakeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserRegistryTest {
    private final ParserRegistry registry = new ParserRegistry(Admission.EVERYBODY);
    private final List<String> told = new ArrayList<>();
    private final ParserUser user = parsers -> {
        told.add(ids(parsers));
        return 0;
    };

    private static String ids(ParserSet parsers) {
        return String.join(" ", parsers.entries().stream().map(ParserEntry::id).toList());
    }

    /** A parser without detection, of these answers. */
    private record Bare(String id, Set<String> over, List<Signature> signatures) implements ProtocolParser {
        @Override
        public Detection detect(Flow flow, Head head) {
            return Detection.NO;
        }

        @Override
        public Dissector open(Flow flow, DissectionSink sink) {
            return null;
        }
    }

    @Test
    void shouldTellItsUsersOfEveryChangeInTheOrderOfNames() {
        FakeParser b = FakeParser.of("b", "B");
        registry.addParser(b);
        registry.use(user);
        registry.addParser(FakeParser.of("a", "A"));
        registry.addParser(FakeParser.over("c", "a"));
        registry.removeParser(b);

        assertEquals(List.of("b", "a b", "a b c", "a c"), told);
        assertEquals("c", registry.current().over("a").get(0).id());
        assertEquals(List.of(), registry.current().over("b"));
    }

    @Test
    void shouldTellNoMoreOnceReleased() {
        registry.use(user);
        registry.release(user);
        registry.addParser(FakeParser.of("a", "A"));
        assertEquals(List.of(""), told);
    }

    @Test
    void shouldLeaveAnEarlierSetAsItWas() {
        registry.addParser(FakeParser.of("a", "A"));
        ParserSet before = registry.current();
        registry.addParser(FakeParser.of("b", "B"));
        assertNotSame(before, registry.current());
        assertEquals("a", ids(before));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Upper", "with-dash", "sp ace", "a\nb", "é",
        "thirtythreecharactersarefartoomany"})
    void shouldRefuseNamesThatAreNone(String id) {
        registry.addParser(new Bare(id, Set.of("tcp"), List.of()));
        assertEquals("", ids(registry.current()));
    }

    @Test
    void shouldRefuseAParserThatCannotBeAskedAndKeepTheOthers() {
        FakeParser good = FakeParser.of("good", "G");
        registry.addParser(good);
        registry.addParser(new Bare("nowhere", null, List.of()));
        registry.addParser(new Bare("unsigned", Set.of("tcp"), null));
        List<Signature> holes = new ArrayList<>();
        holes.add(null);
        registry.addParser(new Bare("holes", Set.of("tcp"), holes));
        registry.addParser(new Bare("regex", Set.of("tcp"),
            List.of(new Signature.Regex("r", gateway.api.packet.Transport.TCP, "(", false))));
        assertEquals("good", ids(registry.current()));
        registry.addParser(FakeParser.of("late", "L"));
        registry.removeParser(good);

        assertEquals("late", ids(registry.current()));
    }

    @Test
    void shouldUseTheSecondOfANameWhenTheFirstGoes() {
        FakeParser first = FakeParser.of("a", "A");
        FakeParser second = FakeParser.of("a", "A");
        registry.addParser(first);
        registry.addParser(second);
        assertSame(first, registry.current().byId("a").parser());
        registry.removeParser(first);
        assertSame(second, registry.current().byId("a").parser());
        registry.removeParser(second);
        assertEquals("", ids(registry.current()));
    }

    @Test
    void shouldForgetASecondThatWentBeforeTheFirst() {
        FakeParser first = FakeParser.of("a", "A");
        FakeParser second = FakeParser.of("a", "A");
        registry.addParser(first);
        registry.addParser(second);
        registry.removeParser(second);
        registry.removeParser(first);
        assertEquals("", ids(registry.current()));
    }

    @Test
    void shouldTakeAsManyAsTheMatcherCanTellApart() {
        for (int i = 0; i < 70; i++) {
            registry.addParser(FakeParser.of("p" + i, "P" + i));
        }
        assertEquals(64, registry.current().entries().size());
    }
}
