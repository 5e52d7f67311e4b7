package gateway.core.internal.keyword;

/**
 * Turns text, piece by piece, into the characters that are compared ({@link FoldTable}): a sequence of UTF-16 units,
 * each of which knows from which characters of the text it came. Pieces may be cut anywhere, also within a surrogate
 * pair or between a letter and its marks; the result is that of the whole. Allocates nothing once made. One thread.
 */
final class Folder {
    /** Takes the units, in order. */
    interface Units {
        /**
         * One unit.
         *
         * @param unit as compared
         * @param word one of the three kinds of {@link FoldTable#word}
         * @param from the first character of the text that it stands for
         * @param to behind the last one
         */
        void unit(char unit, byte word, long from, long to);
    }

    /** A letter has no more marks than this that make another letter of it; the rest is decoration. */
    private static final int MOST_MARKS = 8;
    private static final char DOT_ABOVE = '\u0307';

    private final FoldTable table = FoldTable.get();
    private final Units units;
    private final char[] marks = new char[MOST_MARKS];
    private int markCount;
    private long marksFrom;
    private long marksTo;
    private char base;
    private boolean blank;
    private char high;
    private long position;

    Folder(Units units) {
        this.units = units;
    }

    /** The next piece of the text. */
    void fold(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            next(piece.charAt(i));
        }
    }

    /** The text is over. */
    void end() {
        if (high != 0) {
            lonely();
        }
        flushMarks();
    }

    private void next(char c) {
        if (high != 0 && Character.isLowSurrogate(c)) {
            int codePoint = Character.toCodePoint(high, c);
            high = 0;
            position++;
            character(codePoint, position - 2, position);
            return;
        }
        if (high != 0) {
            lonely();
        }
        position++;
        if (Character.isHighSurrogate(c)) {
            high = c;
        } else {
            character(c, position - 1, position);
        }
    }

    /** Half a pair stands for itself. */
    private void lonely() {
        char alone = high;
        high = 0;
        flushMarks();
        emit(alone, FoldTable.NO_WORD, position - 1, position);
    }

    private void character(int codePoint, long from, long to) {
        char[] folded = table.fold(codePoint);
        if (folded != null) {
            for (int i = 0; i < folded.length; i++) {
                boolean pair = Character.isHighSurrogate(folded[i]) && i + 1 < folded.length;
                byte word = table.word(pair ? Character.toCodePoint(folded[i], folded[i + 1]) : folded[i]);
                unit(folded[i], word, from, to);
                if (pair) {
                    i++;
                    unit(folded[i], word, from, to);
                }
            }
        } else if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            unit((char) codePoint, table.word(codePoint), from, to);
        } else {
            byte word = table.word(codePoint);
            unit(Character.highSurrogate(codePoint), word, from, to);
            unit(Character.lowSurrogate(codePoint), word, from, to);
        }
    }

    private void unit(char unit, byte word, long from, long to) {
        if (FoldTable.isMark(unit)) {
            mark(unit, from, to);
            return;
        }
        flushMarks();
        if (unit != ' ' || !blank) {
            emit(unit, word, from, to);
        }
    }

    /** Marks wait until all are there, in the order of their numbers, each once: no two ways to write a letter. */
    private void mark(char mark, long from, long to) {
        if (base == 'i' && mark == DOT_ABOVE || !table.composes(base, mark)) {
            return;
        }
        int at = markCount;
        while (at > 0 && marks[at - 1] > mark) {
            at--;
        }
        boolean twice = at > 0 && marks[at - 1] == mark;
        if (twice || markCount == MOST_MARKS) {
            return;
        }
        for (int i = markCount; i > at; i--) {
            marks[i] = marks[i - 1];
        }
        marks[at] = mark;
        marksFrom = markCount == 0 ? from : marksFrom;
        marksTo = to;
        markCount++;
    }

    private void flushMarks() {
        for (int i = 0; i < markCount; i++) {
            units.unit(marks[i], FoldTable.WORD, marksFrom, marksTo);
        }
        markCount = 0;
    }

    private void emit(char unit, byte word, long from, long to) {
        base = unit;
        blank = unit == ' ';
        units.unit(unit, word, from, to);
    }
}
