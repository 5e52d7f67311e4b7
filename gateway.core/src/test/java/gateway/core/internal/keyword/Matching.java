package gateway.core.internal.keyword;

import java.util.ArrayList;
import java.util.List;

/** Searches for tests, and what they found. */
final class Matching {
    private Matching() {
    }

    /** What stands at the hits in a text, in the order of their ends. */
    static List<String> hits(KeywordSet set, String text) {
        List<String> hits = new ArrayList<>();
        places(set, text, text.length()).forEach(place -> hits.add(text.substring(place[0], place[1])));
        return hits;
    }

    static List<String> words(String text, String... keywords) {
        return hits(KeywordSet.of(List.of(keywords), KeywordSet.Match.WORD), text);
    }

    static List<String> parts(String text, String... keywords) {
        return hits(KeywordSet.of(List.of(keywords), KeywordSet.Match.SUBSTRING), text);
    }

    /** From, to and keyword of each hit, of a text in pieces of this length. */
    static List<int[]> places(KeywordSet set, String text, int piece) {
        List<int[]> places = new ArrayList<>();
        KeywordScan scan = new KeywordScan(set,
            (keyword, from, to) -> places.add(new int[] {(int) from, (int) to, keyword}));
        for (int at = 0; at < text.length(); at += piece) {
            scan.read(text.substring(at, Math.min(text.length(), at + piece)));
        }
        scan.end();
        return places;
    }
}
