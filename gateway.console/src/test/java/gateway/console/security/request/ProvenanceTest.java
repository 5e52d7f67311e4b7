package gateway.console.security.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {
    private static final String OWN = "http://127.0.0.1:8080";

    @ParameterizedTest
    @CsvSource({
        "same-origin, , , OWN",
        "same-site, , , FOREIGN",
        "cross-site, , , FOREIGN",
        "none, , , FOREIGN",
        "cross-site, http://127.0.0.1:8080, , FOREIGN",
        ", http://127.0.0.1:8080, , OWN",
        ", HTTP://127.0.0.1:8080, , OWN",
        ", http://127.0.0.1:8081, , FOREIGN",
        ", https://127.0.0.1:8080, , FOREIGN",
        ", http://127.0.0.1, , FOREIGN",
        ", http://localhost:8080, , FOREIGN",
        ", null, , FOREIGN",
        ", http://127.0.0.1:8080.evil.example, , FOREIGN",
        ", http://127.0.0.1:8080@evil.example, , FOREIGN",
        ", http://evil.example, http://127.0.0.1:8080/system/console, FOREIGN",
        ", , http://127.0.0.1:8080/system/console/bundles, OWN",
        ", , http://evil.example/127.0.0.1:8080, FOREIGN",
        ", , not a reference, FOREIGN",
        ", , , UNSAID"})
    void shouldBelieveTheFirstHeaderThatIsThere(String site, String origin, String referer, Provenance expected) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Sec-Fetch-Site", site);
        headers.put("Origin", origin);
        headers.put("Referer", referer);
        assertEquals(expected, Provenance.of(OWN, headers::get));
    }

    @ParameterizedTest
    @CsvSource({"http://gate:80, http://gate, OWN", "https://gate:443, https://GATE, OWN",
        "https://gate:443, http://gate, FOREIGN"})
    void shouldKnowThePortsThatGoWithoutSaying(String own, String origin, Provenance expected) {
        assertEquals(expected, Provenance.of(own, Map.of("Origin", origin)::get));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "get", "MERGE"})
    void shouldTakeUnknownMethodsForChanges(String method) {
        assertEquals(false, Provenance.isHarmless(method));
    }
}
