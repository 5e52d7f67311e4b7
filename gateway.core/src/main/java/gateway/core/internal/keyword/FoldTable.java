package gateway.core.internal.keyword;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a character is compared as: NFKC_Casefold of the Unicode Standard (3.13, D146 and UAX 31), decomposed, with
 * four differences that all make more texts equal: the four letters i of Turkish are one; controls that no reader
 * sees, marks that strike a letter out or put it in a frame, and marks that no precomposed letter has are left out;
 * all white space is a blank. Made once from the JDK's own Unicode data. Immutable, any thread.
 */
final class FoldTable {
    /** Nothing of a word. */
    static final byte NO_WORD = 0;
    /** Part of a word whose neighbours are set off by blanks. */
    static final byte WORD = 1;
    /** Part of a word in a script that has no blanks between words. */
    static final byte UNSPACED_WORD = 2;

    private static final int CODE_POINTS = Character.MAX_CODE_POINT + 1;
    private static final int PAGE = 256;
    /** Case and compatibility mappings lead to one another a few times at most; the data has no longer way. */
    private static final int MOST_STEPS = 4;
    private static final char DOT_ABOVE = '\u0307';
    /** Default_Ignorable_Code_Point of DerivedCoreProperties.txt, first and last of each range. */
    private static final int[] INVISIBLE = {
        0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F,
        0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF,
        0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF};
    /** Canonical_Combining_Class 1 outside of ideographs: lines through the letter before. */
    private static final int[] OVERLAYS = {
        0x0334, 0x0338, 0x1CD4, 0x1CD4, 0x1CE2, 0x1CE8, 0x20D2, 0x20D3, 0x20D8, 0x20DA, 0x20E5, 0x20E6,
        0x20EA, 0x20EB, 0x10A39, 0x10A39};

    /** By page and place in it; null where the whole page stands for itself, as does a null in a page. */
    private final char[][][] pages = new char[CODE_POINTS / PAGE][][];
    private final byte[][] words = new byte[CODE_POINTS / PAGE][];
    /** Letter and mark in one number each, in order. */
    private final int[] composable;

    private FoldTable() {
        Set<Integer> compositions = new TreeSet<>();
        for (int codePoint = 0; codePoint < CODE_POINTS; codePoint++) {
            if (Character.isDefined(codePoint) && Character.getType(codePoint) != Character.SURROGATE) {
                add(codePoint, compositions);
            }
        }
        composable = compositions.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The table; the first call makes it, in a fraction of a second. */
    static FoldTable get() {
        return Made.TABLE;
    }

    /** Immutable, and made when the first keywords are read: a gateway without any does not pay for it. */
    private static final class Made {
        static final FoldTable TABLE = new FoldTable();
    }

    /** What a character is compared as, in UTF-16; null for itself, empty where it is not seen. */
    char[] fold(int codePoint) {
        char[][] page = pages[codePoint / PAGE];
        return page == null ? null : page[codePoint % PAGE];
    }

    /** {@link #NO_WORD}, {@link #WORD} or {@link #UNSPACED_WORD}. */
    byte word(int codePoint) {
        byte[] page = words[codePoint / PAGE];
        return page == null ? NO_WORD : page[codePoint % PAGE];
    }

    /** Whether a folded unit is a mark on the one before it: kept only where the two make a letter of its own. */
    static boolean isMark(char unit) {
        if (unit < 0x0300 || Character.getType(unit) != Character.NON_SPACING_MARK) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(unit);
        return script == UnicodeScript.INHERITED || script == UnicodeScript.HEBREW || script == UnicodeScript.ARABIC
            || script == UnicodeScript.SYRIAC;
    }

    /** Whether a unit makes another letter of the one before it: a mark that was kept, a vowel or an end of Hangul. */
    static boolean continuesLetter(char unit) {
        return unit >= 0x1160 && unit <= 0x11FF || isMark(unit);
    }

    /** Whether some letter is composed of this one and this mark, alone or among others. */
    boolean composes(char base, char mark) {
        return Arrays.binarySearch(composable, base << 16 | mark) >= 0;
    }

    private void add(int codePoint, Set<Integer> compositions) {
        byte word = wordOf(codePoint);
        if (word != NO_WORD) {
            if (words[codePoint / PAGE] == null) {
                words[codePoint / PAGE] = new byte[PAGE];
            }
            words[codePoint / PAGE][codePoint % PAGE] = word;
        }
        String text = Character.toString(codePoint);
        String folded = foldOf(codePoint, text);
        if (!folded.equals(text)) {
            if (pages[codePoint / PAGE] == null) {
                pages[codePoint / PAGE] = new char[PAGE][];
            }
            pages[codePoint / PAGE][codePoint % PAGE] = folded.toCharArray();
        }
        addCompositions(text, folded, compositions);
    }

    /** A letter that normalisation composes says which marks go with its base. */
    private static void addCompositions(String text, String folded, Set<Integer> compositions) {
        if (folded.length() > 1 && !isMark(folded.charAt(0)) && Normalizer.isNormalized(text, Form.NFC)) {
            for (int i = 1; i < folded.length() && isMark(folded.charAt(i)); i++) {
                compositions.add(folded.charAt(0) << 16 | folded.charAt(i));
            }
        }
    }

    private static String foldOf(int codePoint, String text) {
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85) {
            return " ";
        }
        if (isUnseen(codePoint)) {
            return "";
        }
        if (Character.toUpperCase(codePoint) == codePoint && Character.toLowerCase(codePoint) == codePoint
            && Normalizer.isNormalized(text, Form.NFKD) && text.toUpperCase(Locale.ROOT).equals(text)) {
            return text;
        }
        String folded = text;
        for (int step = 0; step < MOST_STEPS; step++) {
            String next = lower(Normalizer.normalize(folded, Form.NFKD));
            if (next.equals(folded)) {
                break;
            }
            folded = next;
        }
        String seen = withoutUnseen(folded);
        return seen.equals("i" + DOT_ABOVE) ? "i" : seen;
    }

    /** Full case folding, as far as the JDK has it: up and, letter by letter, down again. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        text.toUpperCase(Locale.ROOT).codePoints()
            .forEach(codePoint -> lower.appendCodePoint(Character.toLowerCase(codePoint)));
        return Normalizer.normalize(lower, Form.NFKD);
    }

    private static String withoutUnseen(String text) {
        StringBuilder seen = new StringBuilder();
        text.codePoints().filter(codePoint -> !isUnseen(codePoint)).forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static boolean isUnseen(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.ENCLOSING_MARK || within(INVISIBLE, codePoint)
            || within(OVERLAYS, codePoint);
    }

    private static boolean within(int[] ranges, int codePoint) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static byte wordOf(int codePoint) {
        int type = Character.getType(codePoint);
        boolean part = Character.isLetterOrDigit(codePoint) || type == Character.NON_SPACING_MARK
            || type == Character.COMBINING_SPACING_MARK || type == Character.LETTER_NUMBER
            || type == Character.CONNECTOR_PUNCTUATION;
        if (!part) {
            return NO_WORD;
        }
        return switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, THAI, LAO, KHMER, MYANMAR, TIBETAN, TAI_LE, NEW_TAI_LUE,
                TAI_THAM, TAI_VIET, JAVANESE, BALINESE -> UNSPACED_WORD;
            default -> WORD;
        };
    }
}
