package gateway.core.internal.keyword;

import static gateway.core.internal.keyword.Matching.parts;
import static gateway.core.internal.keyword.Matching.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words among other words, written in every way that people and programs find. */
class KeywordScanTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "bomb", "BOMB", "BoMb", "\uff42\uff4f\uff4d\uff42", "\uff22\uff2f\uff2d\uff22",
        "\ud835\udc1b\ud835\udc28\ud835\udc26\ud835\udc1b", "\u24d1\u24de\u24dc\u24d1",
        "bo\u00admb", "b\u200bo\u200cm\u200db", "\ufeffbomb", "bo\u2060mb", "\u202ebomb\u202c", "b\u2066om\u2069b",
        "bo\ufe0fmb", "bo\udb40\udc41mb", "bo\u180emb", "bo\u0000mb", "bo\u0008mb", "b\u0336o\u0336m\u0336b\u0336",
        "b\u20ddo\u20ddm\u20ddb", "b\u0301\u0301o\u0489m\u0302b\u0302", "bo\u034fmb", "bo\u3164mb", "bo\u115fmb"})
    void shouldFindAWordHoweverItIsWritten(String written) {
        assertEquals(1, words("a " + written + " b", "bomb").size(), written);
        assertEquals(1, words("a bomb b", written).size(), "as keyword: " + written);
    }

    @ParameterizedTest
    @CsvSource({"stra\u00dfe,STRASSE", "stra\u00dfe,STRA\u1e9eE", "o\ufb03ce,OFFICE", "\ufb01sh,fish",
        "\u0390,\u1fd3", "\u03c3\u03bf\u03c6\u03cc\u03c2,\u03a3\u039f\u03a6\u038c\u03a3", "\u01c4,\u01c6",
        "caf\u00e9,CAFE\u0301", "\u1ec7,e\u0302\u0323", "\u1ec7,e\u0323\u0302", "\u212b,a\u030a", "\u2126,\u03c9",
        "\u017ftern,Stern", "\uac00\ub098,\u1100\u1161\u1102\u1161", "\uff76\uff9e,\u30ac", "\u304c,\u304b\u3099",
        "\u2460,1", "\u3392,mhz", "\u00b5,\u03bc", "\u0623,\u0627\u0654", "\u0645\u064f\u0646,\u0645\u0646",
        "\u05e9\u05c1\u05dc,\u05e9\u05dc", "\u0439,\u0438\u0306"})
    void shouldHoldWritingsOfTheSameForEqual(String one, String other) {
        assertEquals(List.of(other), words(other, one));
        assertEquals(List.of(one), words(one, other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"istanbul", "ISTANBUL", "\u0130stanbul", "\u0131stanbul", "i\u0307stanbul",
        "I\u0307STANBUL"})
    void shouldHoldTheFourLettersIForOne(String written) {
        assertEquals(List.of(written), words(written, "istanbul"));
        assertEquals(List.of("ISTANBUL"), words("ISTANBUL", written));
    }

    @ParameterizedTest
    @CsvSource({"cafe,caf\u00e9", "cafe,cafe\u0301", "schon,sch\u00f6n", "\u0438,\u0439", "\u304b,\u304c",
        "\uac00,\uac01", "\u0627,\u0623"})
    void shouldTellLettersApart(String keyword, String text) {
        assertEquals(List.of(), parts(text, keyword));
        assertEquals(List.of(), parts(keyword, text));
    }

    @ParameterizedTest
    @CsvSource({"assess,0", "ass,1", "an ass!,1", "ass_x,0", "x9ass,0", "ass9,0", "'ass',1", "ass-hat,1", "(ass),1",
        "\u00e4ass,0", "ass\u00e4,0", "ass\u0301,0", "\u0661ass,0", "ass\ud835\udc1b,0", "\ud83d\ude00ass,1",
        "ass\u200bess,0", "ass.ass,2", "\u5927ass\u5927,1"})
    void shouldKnowWhereAWordEnds(String text, int hits) {
        assertEquals(hits, words(text, "ass").size());
    }

    @Test
    void shouldFindWordsOfScriptsWithoutBlanksAnywhere() {
        assertEquals(List.of("\u70b8\u5f39"), words("\u4ed6\u8bf4\u70b8\u5f39\u5728\u8fd9", "\u70b8\u5f39"));
        assertEquals(List.of("\u0e23\u0e30\u0e40\u0e1a\u0e34\u0e14"),
            words("\u0e21\u0e35\u0e23\u0e30\u0e40\u0e1a\u0e34\u0e14\u0e17\u0e35",
                "\u0e23\u0e30\u0e40\u0e1a\u0e34\u0e14"));
    }

    @Test
    void shouldFindPartsInWords() {
        assertEquals(List.of("ass", "ass"), parts("classy glass", "ass"));
        assertEquals(List.of("\u00df"), parts("stra\u00dfe", "ss"));
        assertEquals(List.of("u\u00df"), parts("mu\u00dfte", "us"));
    }

    @Test
    void shouldFindWordsWithinAndBesideWords() {
        assertEquals(List.of("he", "she", "hers"), sorted(parts("ushers", "he", "she", "his", "hers")));
        assertEquals(List.of("aa", "aa", "aa", "aaa", "aaa", "aaaa"), sorted(parts("aaaa", "aa", "aaa", "aaaa")));
    }

    private static List<String> sorted(List<String> hits) {
        return hits.stream().sorted(java.util.Comparator.comparing(String::length).thenComparing(String::toString))
            .toList();
    }

    @Test
    void shouldTakeAnyWhiteSpaceForABlank() {
        assertEquals(1, words("free \r\n\u00a0\u3000 money", "free money").size());
        assertEquals(1, words("free money", "free \t money").size());
        assertEquals(0, words("freemoney", "free money").size());
    }

    @Test
    void shouldSayExactlyWhichCharactersItFound() {
        assertEquals(List.of("b\u200bo\u200bm\u200bb"), words("xx b\u200bo\u200bm\u200bb\u200b yy", "bomb"));
        assertEquals(List.of("\ud835\udc1bomb"), words("\ud83d\ude00 \ud835\udc1bomb", "bomb"));
        assertEquals(List.of("\ufb03ce"), parts("o\ufb03ces", "fice"));
    }

    @Test
    void shouldFindAcrossEveryCut() {
        String text = "caf\u00e9, cafe\u0301 und STRA\u1e9eE \ud835\udc1bo\u200bmb e\u0323\u0302";
        KeywordSet set = KeywordSet.of(List.of("caf\u00e9", "strasse", "bomb", "\u1ec7"), KeywordSet.Match.WORD);
        List<String> whole = Matching.hits(set, text);
        assertEquals(5, whole.size());
        for (int piece = 1; piece <= text.length(); piece++) {
            assertEquals(whole, Matching.places(set, text, piece).stream()
                .map(place -> text.substring(place[0], place[1])).toList(), "pieces of " + piece);
        }
    }

    @Test
    void shouldNotBeWaitedOutByWhatIsNotSeen() {
        String far = "\u200b\u00ad\u034f\u0000".repeat(20_000);
        assertEquals(List.of("b" + far + "omb"), words("a b" + far + "omb", "bomb"));
    }

    @Test
    void shouldReadHalfPairsAndEndlessMarks() {
        assertEquals(1, words("\ud83d bomb \ude00", "bomb").size());
        assertEquals(1, words("e" + "\u0301".repeat(5000), "\u00e9").size());
        assertEquals(1, words("bomb\ud835", "bomb").size());
    }

    @Test
    void shouldFindManyWordsAsFastAsOne() {
        List<String> many = new java.util.ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add("word" + Integer.toString(i, 36));
        }
        KeywordSet set = KeywordSet.of(many, KeywordSet.Match.WORD);
        assertTrue(set.automaton().nodes() < 100_000);
        assertEquals(List.of("word" + Integer.toString(17_171, 36)),
            Matching.hits(set, "x word" + Integer.toString(17_171, 36) + " word-x"));
    }
}
