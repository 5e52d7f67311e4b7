package gateway.core.internal.keyword;

import java.util.ArrayList;
import java.util.List;

/** The keywords of one rule, ready to be looked for. Immutable, any thread. */
public final class KeywordSet {
    /** Keywords of one rule. */
    public static final int MOST_KEYWORDS = 20_000;
    /** Characters of one keyword. */
    public static final int LONGEST = 100;
    /** Letters of all keywords of a rule together: about 15 MB. */
    public static final int MOST_LETTERS = 500_000;
    /** No set is asked for more than it was given. */
    private static final int MOST_UNITS = 256;

    /** Where a keyword counts. */
    public enum Match {
        /** Where neither neighbour belongs to the same word. */
        WORD,
        /** Wherever it stands. */
        SUBSTRING
    }

    private final List<String> keywords;
    private final Match match;
    private final KeywordAutomaton automaton;
    private final int[] lengths;
    private final int longest;

    private KeywordSet(List<String> keywords, List<String> folded, Match match) {
        this.keywords = List.copyOf(keywords);
        this.match = match;
        this.automaton = new KeywordAutomaton(folded);
        this.lengths = folded.stream().mapToInt(String::length).toArray();
        this.longest = folded.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Compiles keywords as people write them.
     *
     * @throws IllegalArgumentException for none, too many, one too long, or one of which nothing can be seen, in a
     *     sentence that begins with what is wrong
     */
    public static KeywordSet of(List<String> keywords, Match match) {
        if (keywords.isEmpty()) {
            throw new IllegalArgumentException("there is no keyword");
        }
        if (keywords.size() > MOST_KEYWORDS) {
            throw new IllegalArgumentException("there are more than " + MOST_KEYWORDS + " keywords");
        }
        List<String> folded = new ArrayList<>();
        int letters = 0;
        for (String keyword : keywords) {
            folded.add(folded(keyword));
            letters += folded.get(folded.size() - 1).length();
            if (letters > MOST_LETTERS) {
                throw new IllegalArgumentException("the keywords have more than " + MOST_LETTERS
                    + " letters together");
            }
        }
        return new KeywordSet(keywords, folded, match);
    }

    private static String folded(String keyword) {
        if (keyword.length() > LONGEST) {
            throw new IllegalArgumentException("a keyword has at most " + LONGEST + " characters, not "
                + keyword.length());
        }
        StringBuilder units = new StringBuilder();
        Folder folder = new Folder((unit, word, from, to) -> units.append(unit));
        folder.fold(keyword.strip());
        folder.end();
        String folded = units.toString().strip();
        if (folded.isEmpty()) {
            throw new IllegalArgumentException("a keyword has to have a character that can be seen");
        }
        if (folded.length() > MOST_UNITS) {
            throw new IllegalArgumentException("a keyword has at most " + MOST_UNITS
                + " characters when its ligatures are written out");
        }
        return folded;
    }

    /** As they were written, in order. */
    public List<String> keywords() {
        return keywords;
    }

    /** Where they count. */
    public Match match() {
        return match;
    }

    /** The first keyword in a whole text, by its number; -1 where there is none. */
    public int find(CharSequence text) {
        int[] found = {-1};
        KeywordScan scan = new KeywordScan(this, (keyword, from, to) -> found[0] = found[0] < 0 ? keyword : found[0]);
        scan.read(text);
        scan.end();
        return found[0];
    }

    KeywordAutomaton automaton() {
        return automaton;
    }

    /** Of a folded keyword. */
    int length(int keyword) {
        return lengths[keyword];
    }

    int longest() {
        return longest;
    }

    /** By what is looked for, not by how it was compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeywordSet set && set.match == match && set.keywords.equals(keywords);
    }

    @Override
    public int hashCode() {
        return keywords.hashCode() * 31 + match.hashCode();
    }

    /** How many there are; a rule may have thousands. */
    @Override
    public String toString() {
        return keywords.size() + " keywords, " + match;
    }
}
