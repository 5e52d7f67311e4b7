package gateway.core.internal.keyword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.keyword.KeywordSet.Match;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be a keyword, and how much of it. */
class KeywordSetTest {
    private static String refused(List<String> keywords) {
        return assertThrows(IllegalArgumentException.class, () -> KeywordSet.of(keywords, Match.WORD)).getMessage();
    }

    @Test
    void shouldRefuseWhatNobodyCouldSee() {
        for (String nothing : List.of("", " ", "\u200b\u00ad", "\u0301", "\u3164", "\u00a0")) {
            assertEquals("a keyword has to have a character that can be seen", refused(List.of("good", nothing)));
        }
    }

    @Test
    void shouldHaveBounds() {
        assertEquals("there is no keyword", refused(List.of()));
        assertEquals("a keyword has at most 100 characters, not 101", refused(List.of("x".repeat(101))));
        assertEquals("there are more than 20000 keywords", refused(Collections.nCopies(20_001, "x")));
        assertTrue(refused(List.of("\ufdfa".repeat(50))).startsWith("a keyword has at most 256"));
        assertTrue(refused(Collections.nCopies(6000, "x".repeat(100))).startsWith("the keywords have more than"));
    }

    @Test
    void shouldNameTheKeywordAsItWasWritten() {
        KeywordSet set = KeywordSet.of(List.of("Caf\u00e9", "STRASSE", "cafe\u0301"), Match.WORD);
        assertEquals("STRASSE", set.keywords().get(set.find("in der Stra\u00dfe")));
        assertEquals("Caf\u00e9", set.keywords().get(set.find("im CAF\u00c9")));
        assertEquals(-1, set.find("nothing"));
    }

    @Test
    void shouldBeEqualWhereItLooksForTheSame() {
        assertEquals(KeywordSet.of(List.of("a"), Match.WORD), KeywordSet.of(List.of("a"), Match.WORD));
        assertNotEquals(KeywordSet.of(List.of("a"), Match.WORD), KeywordSet.of(List.of("a"), Match.SUBSTRING));
        assertNotEquals(KeywordSet.of(List.of("a"), Match.WORD), KeywordSet.of(List.of("b"), Match.WORD));
    }
}
