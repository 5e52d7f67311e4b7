package gateway.scanner.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureSpanTest {
    @ParameterizedTest
    @CsvSource({"aabbcc, 3", "AA??bb, 3", "a??b, 2", "aa{5}bb, 7", "aa{2-10}bb, 12", "aa{-300}bb, 302", "aa[1-4]bb, 6",
        "aa(bb|cc)dd, 3", "aa(bb|ccdd|ee)ff, 4", "aa!(bb|cc)dd, 3", "aa(B)bb, 3", "aa(b?|cc{3})dd, 6", "'', 0"})
    void shouldMeasureTheGreatestDistance(String body, long span) {
        assertEquals(span, SignatureSpan.of(body));
    }

    @ParameterizedTest
    @CsvSource({"aa*bb", "aa{10-}bb", "aa(bb*cc|dd)ee"})
    void shouldSeeWhatMatchesOverAnyDistance(String body) {
        assertEquals(SignatureSpan.UNBOUNDED, SignatureSpan.of(body));
    }

    @ParameterizedTest
    @CsvSource({"a", "zz", "aa{", "aa{x}", "aa(bb", "/regular.expression/", "aa{99999999999}"})
    void shouldTakeNothingFromWhatIsNoBody(String body) {
        assertEquals(0, SignatureSpan.of(body));
    }

    @Test
    void shouldMeasureTheTestSignatures() throws Exception {
        try (var in = SignatureSpanTest.class.getResourceAsStream("/signatures/p2padm-test.ndb")) {
            assertEquals(new Survey(2, 0, 63), SignatureLines.read("p2padm-test.ndb", in));
        }
    }
}
