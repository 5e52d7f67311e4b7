package gateway.core.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayOptionsTest {
    @TempDir
    private Path here;

    private ReplayOptions of(String... arguments) {
        return ReplayOptions.of(List.of(arguments), here);
    }

    private String refused(String... arguments) {
        return assertThrows(IllegalArgumentException.class, () -> of(arguments)).getMessage();
    }

    @Test
    void shouldReadEveryOption() {
        ReplayOptions options = of("--root", ".", "--flows", "f.csv", "--stats", "--events", "e.jsonl", "--policy",
            "rules", "a.pcap", "/tmp/b.pcap");

        assertEquals(here.resolve("."), options.root());
        assertEquals(Optional.of(here.resolve("f.csv")), options.flows());
        assertTrue(options.stats());
        assertEquals(List.of(here.resolve("a.pcap"), Path.of("/tmp/b.pcap")), options.files());
    }

    @Test
    void shouldStandWhereTheCallerStands() {
        ReplayOptions options = of("a.pcap");
        assertEquals(here, options.root());
        assertEquals(Optional.empty(), options.flows());
        assertFalse(options.stats());
    }

    @Test
    void shouldWantCapturesOrARoot() {
        assertEquals("replay: name capture files, or --root DIR for all under it", refused());
        assertEquals("replay: name capture files, or --root DIR for all under it", refused("--stats"));
    }

    @Test
    void shouldRefuseARootThatIsNone() {
        assertEquals("replay: cannot read the directory " + here.resolve("missing"), refused("--root", "missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--root", "--flows", "--events", "--policy"})
    void shouldMissTheValueOfAnOption(String option) {
        assertEquals("replay: " + option + " wants a value", refused("a.pcap", option));
    }
}
