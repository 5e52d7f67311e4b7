package gateway.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void shouldReadEverything() {
        Settings settings = Settings.parse(List.of("queueing", "--runs", "3", "--json", "/x/f.json", "--png", "/x/d",
            "flood", "--captures", "/x/c", "--packets", "1000", "--cells", "1/20,5/100", "--inputs", "77",
            "--seed", "5", "--files", "12", "--parts", "redirection,video"));
        assertEquals(new Settings(List.of("queueing", "flood"), 3, Optional.of(Path.of("/x/f.json")),
            Optional.of(Path.of("/x/d")), Optional.of(Path.of("/x/c")), 1000,
            List.of(new LossyCell(1, 20), new LossyCell(5, 100)), new Settings.Mutated(77, 5), 12,
            List.of(LocalizationPart.REDIRECTION, LocalizationPart.VIDEO)), settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--runs", "--runs 0", "--runs many", "--runs 100000", "--json", "--fast", "-h",
        "--cells 1", "--cells 1/20,", "--cells 5/1000", "--seed 0",
        "--parts", "--parts all", "--parts video,"})
    void shouldRefuseWhatMakesNoSense(String line) {
        assertThrows(IllegalArgumentException.class, () -> Settings.parse(List.of(line.split(" "))));
    }
}
