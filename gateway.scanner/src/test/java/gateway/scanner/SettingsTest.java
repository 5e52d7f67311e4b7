package gateway.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.scanner.clamd.ClamdAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void shouldHaveTheSameDefaultsEverywhere() throws IOException {
        assertEquals(Settings.of(Samples.config(Map.of())), Settings.defaults());
        Properties file = new Properties();
        try (var in = Files.newBufferedReader(Path.of("../cnf/conf/gateway.scanner.cfg"))) {
            file.load(in);
        }
        Set<String> settings = Arrays.stream(ScannerConfig.class.getDeclaredMethods())
            .peek(method -> assertEquals(method.getDefaultValue().toString(), file.get(method.getName()),
                method.getName())).map(java.lang.reflect.Method::getName).collect(Collectors.toSet());
        assertEquals(settings, file.keySet());
    }

    @Test
    void shouldReadWhereAnotherClamdIs() {
        assertEquals(Optional.of(new ClamdAddress.Tcp("10.0.0.1", 3310)),
            Settings.of(Samples.config(Map.of("clamd", " 10.0.0.1:3310 "))).other());
        assertEquals(Optional.empty(), Settings.of(Samples.config(Map.of("clamd", "own"))).other());
    }

    @ParameterizedTest
    @CsvSource({"atOnce, 65", "atOnce, -1", "waiting, -1", "waiting, 100001", "heldMegabytes, 0", "largestMegabytes, 0",
        "largestMegabytes, 2001", "unpackedMegabytes, 4001", "deadlineSeconds, 0", "hungSeconds, 0", "retries, 11",
        "overlapBytes, -1", "overlapBytes, 1000001"})
    void shouldSayWhichNumberCannotBe(String name, int value) {
        assertTrue(assertThrows(IllegalArgumentException.class,
            () -> Settings.of(Samples.config(Map.of(name, value)))).getMessage().startsWith(name + " has to be "));
    }

    @ParameterizedTest
    @CsvSource({"clamd, ''", "clamd, nobody", "signatures, relative/folder", "signatures, ''"})
    void shouldSayWhichTextCannotBe(String name, String value) {
        assertTrue(assertThrows(IllegalArgumentException.class,
            () -> Settings.of(Samples.config(Map.of(name, value)))).getMessage().startsWith(name + " is "));
    }
}
