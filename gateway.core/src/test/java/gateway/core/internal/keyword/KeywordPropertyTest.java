package gateway.core.internal.keyword;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.core.internal.keyword.KeywordSet.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random texts and keywords of few, hostile characters: the automaton finds what a plain comparison finds. */
class KeywordPropertyTest {
    private static final String[] LETTERS = {"a", "A", "b", "\u00e9", "e\u0301", "e", "\u0301", "\u0323", "s", "\u00df",
        "\u017f", "\uff41", " ", "\u00a0", "_", "-", "\u200b", "\u00ad", "\ud835\udc1a", "\ud835", "\udc1a", "\u5927",
        "\u30ab\u3099", "\u30ac", "\uac00", "\u11a8", "\u0130", "i", "\u0307", "1", "\ufb03", "f", "\u0000"};

    private record Unit(char unit, byte word, long from, long to) {
    }

    private final Random random = new Random(107);

    @Test
    void shouldFindWhatAPlainComparisonFinds() {
        int found = 0;
        for (int round = 0; round < 30_000; round++) {
            List<String> keywords = keywords();
            Match match = random.nextBoolean() ? Match.WORD : Match.SUBSTRING;
            String text = text(random.nextInt(24));
            KeywordSet set = KeywordSet.of(keywords, match);
            TreeSet<String> expected = plainly(keywords, match, text);
            TreeSet<String> actual = new TreeSet<>();
            Matching.places(set, text, 1 + random.nextInt(text.length() + 1))
                .forEach(hit -> actual.add(hit[0] + "-" + hit[1]));
            assertEquals(expected, actual, () -> keywords + " in " + text + " by " + match);
            found += expected.size();
        }
        assertEquals(true, found > 10_000, "found " + found);
    }

    private List<String> keywords() {
        List<String> keywords = new ArrayList<>();
        while (keywords.isEmpty() || random.nextInt(3) > 0) {
            String keyword = text(1 + random.nextInt(4));
            if (!units(keyword.strip()).stream().allMatch(unit -> unit.unit == ' ')) {
                keywords.add(keyword);
            }
        }
        return keywords;
    }

    private String text(int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private static List<Unit> units(String text) {
        List<Unit> units = new ArrayList<>();
        Folder folder = new Folder((unit, word, from, to) -> units.add(new Unit(unit, word, from, to)));
        folder.fold(text);
        folder.end();
        return units;
    }

    private static TreeSet<String> plainly(List<String> keywords, Match match, String text) {
        TreeSet<String> hits = new TreeSet<>();
        List<Unit> in = units(text);
        for (String keyword : keywords) {
            StringBuilder folded = new StringBuilder();
            units(keyword.strip()).forEach(unit -> folded.append(unit.unit));
            String wanted = folded.toString().strip();
            for (int at = 0; at + wanted.length() <= in.size(); at++) {
                if (stands(wanted, in, at) && counts(match, in, at, at + wanted.length())) {
                    hits.add(in.get(at).from + "-" + in.get(at + wanted.length() - 1).to);
                }
            }
        }
        return hits;
    }

    private static boolean stands(String wanted, List<Unit> in, int at) {
        for (int i = 0; i < wanted.length(); i++) {
            if (in.get(at + i).unit != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean counts(Match match, List<Unit> in, int from, int to) {
        if (to < in.size() && FoldTable.continuesLetter(in.get(to).unit)) {
            return false;
        }
        boolean joinedBefore = from > 0 && in.get(from - 1).word == 1 && in.get(from).word == 1;
        boolean joinedBehind = to < in.size() && in.get(to - 1).word == 1 && in.get(to).word == 1;
        return match == Match.SUBSTRING || !joinedBefore && !joinedBehind;
    }
}
