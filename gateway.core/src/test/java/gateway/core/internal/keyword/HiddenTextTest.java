package gateway.core.internal.keyword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in encodings within a text. */
class HiddenTextTest {
    private static List<String> layers(String written) {
        return HiddenText.layers(written).stream().map(layer -> layer.text().toString()).toList();
    }

    @ParameterizedTest
    @CsvSource({"%62omb,bomb", "%C3%A9,\u00e9", "%c3%a9,\u00e9", "%E9,\u00e9", "%F0%9F%98%80,\ud83d\ude00",
        "%u0062omb,bomb", "&#98;omb,bomb", "&#x62;omb,bomb", "&#X62;omb,bomb", "&#98,b", "a&shy;b,a\u00adb",
        "=?utf-8?B?Ym9tYg==?=,bomb", "=?ISO-8859-1?q?b=6Fmb_=E9?=,bomb \u00e9", "=?utf-8*en?Q?bomb?=,bomb",
        "=?no-such?Q?bomb?=,bomb", "x =?utf-8?Q?bo?= y,x bo y", "%C0%80,\u00c0\u0080", "%ED%A0%80,\u00ed\u00a0\u0080"})
    void shouldUndoOneLayer(String written, String hidden) {
        assertEquals(hidden, layers(written).get(1));
    }

    @ParameterizedTest
    @CsvSource({"100%", "%zz", "%", "%6", "a & b", "&bomb;", "&#;", "&#x;", "&#99999999;", "=?utf-8?B?bomb",
        "=?utf-8?X?bomb?=", "=?utf-8?B?b?=x"})
    void shouldLeaveWhatIsBroken(String written) {
        assertEquals(List.of(written), layers(written));
    }

    @Test
    void shouldUndoTwoLayersAndNoMore() {
        assertEquals(List.of("%2562omb", "%62omb", "bomb"), layers("%2562omb"));
        assertEquals(List.of("%252562", "%2562", "%62"), layers("%252562"));
        assertEquals(List.of("&amp;#98;", "&#98;", "b"), layers("&amp;#98;"));
    }

    @Test
    void shouldKnowWhereItCameFrom() {
        HiddenText inner = HiddenText.layers("a %2562&#111;mb").get(2);
        assertEquals("a bomb", inner.text().toString());
        assertEquals(2, inner.from(2));
        assertEquals(7, inner.to(2));
        assertEquals(7, inner.from(3));
        assertEquals(13, inner.to(3));
        assertEquals(15, inner.to(5));
    }

    @Test
    void shouldNeverThrow() {
        Random random = new Random(108);
        String letters = "%&#=?;xXuUBbQqutf-8_aA0123456789\u00e9\ud83d";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            text.append(random.nextInt(3) == 0 ? "=?utf-8?b?" + text + "?=" : "");
            for (HiddenText layer : HiddenText.layers(text.toString())) {
                for (int i = 0; i < layer.text().length(); i++) {
                    assertTrue(layer.from(i) < layer.to(i) && layer.to(i) <= text.length());
                }
            }
        }
    }
}
