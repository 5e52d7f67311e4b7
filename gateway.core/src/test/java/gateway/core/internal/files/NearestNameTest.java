package gateway.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("action", "application", "cacheSeconds", "order", "peer");

    @ParameterizedTest
    @CsvSource({"acton,action", "aplication,application", "cacheseconds,cacheSeconds", "ordre,order", "pear,peer",
        "PEER,peer"})
    void shouldFindWhatWasMeant(String written, String meant) {
        assertEquals(Optional.of(meant), NearestName.of(written, KNOWN));
    }

    @Test
    void shouldNotGuessWildly() {
        assertEquals(Optional.empty(), NearestName.of("colour", KNOWN));
        assertEquals(Optional.empty(), NearestName.of("", KNOWN));
        assertEquals(Optional.empty(), NearestName.of("x", List.of()));
    }
}
