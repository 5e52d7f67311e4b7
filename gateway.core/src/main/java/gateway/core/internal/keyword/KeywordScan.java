package gateway.core.internal.keyword;

/**
 * The search of one set's keywords in one text, which may come in pieces: a keyword is found wherever the pieces were
 * cut. What is kept between two pieces is bounded by the longest keyword. Allocates nothing once made. One thread.
 */
public final class KeywordScan implements Folder.Units {
    /** Hears of keywords that stand in the text, in the order of their ends. */
    public interface Hits {
        /**
         * A keyword was found.
         *
         * @param keyword its number in the set
         * @param from its first character in the text, all pieces counted
         * @param to behind its last one
         */
        void hit(int keyword, long from, long to);
    }

    private final KeywordAutomaton automaton;
    private final KeywordSet keywords;
    private final boolean wholeWords;
    private final Hits hits;
    private final Folder folder = new Folder(this);
    /** Of the last units, by their number; one more than the longest keyword, rounded up to a power of two. */
    private final long[] from;
    private final byte[] words;
    private final int mask;
    /** Words that end at the last unit, and the node that says the longest of them; what follows decides on them. */
    private int pending = KeywordAutomaton.NONE;
    private long pendingEnd;
    private int node;
    private long units;

    /** A search from the beginning of a text. */
    public KeywordScan(KeywordSet keywords, Hits hits) {
        this.keywords = keywords;
        this.automaton = keywords.automaton();
        this.wholeWords = keywords.match() == KeywordSet.Match.WORD;
        this.hits = hits;
        int size = Integer.highestOneBit(keywords.longest() + 1) << 1;
        this.from = new long[size];
        this.words = new byte[size];
        this.mask = size - 1;
    }

    /** The next piece of the text. */
    public void read(CharSequence piece) {
        folder.fold(piece);
    }

    /** The text is over. */
    public void end() {
        folder.end();
        decide((char) 0, FoldTable.NO_WORD);
    }

    @Override
    public void unit(char unit, byte word, long first, long behind) {
        decide(unit, word);
        int place = (int) units & mask;
        from[place] = first;
        words[place] = word;
        units++;
        node = automaton.step(node, unit);
        pending = automaton.firstWord(node);
        pendingEnd = behind;
    }

    /** Which of the words that end before this unit count. */
    private void decide(char unit, byte word) {
        if (pending == KeywordAutomaton.NONE || FoldTable.continuesLetter(unit)) {
            pending = KeywordAutomaton.NONE;
            return;
        }
        byte last = words[(int) (units - 1) & mask];
        if (!wholeWords || !joined(last, word)) {
            for (int at = pending; at != KeywordAutomaton.NONE; at = automaton.nextWord(at)) {
                ended(automaton.wordAt(at));
            }
        }
        pending = KeywordAutomaton.NONE;
    }

    private void ended(int keyword) {
        long first = units - keywords.length(keyword);
        if (!wholeWords || first == 0
            || !joined(words[(int) (first - 1) & mask], words[(int) first & mask])) {
            hits.hit(keyword, from[(int) first & mask], pendingEnd);
        }
    }

    /** Whether two neighbours belong to one word. Scripts without blanks do not say: every place may be a border. */
    private static boolean joined(byte before, byte behind) {
        return before == FoldTable.WORD && behind == FoldTable.WORD;
    }
}
