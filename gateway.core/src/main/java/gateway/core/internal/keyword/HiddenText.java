package gateway.core.internal.keyword;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text, or what is hidden in one: percent-encoding (RFC 3986, and {@code %uXXXX}), character references of HTML, and
 * encoded words (RFC 2047) undone. Every character knows which ones of the text as written it stands for. What is
 * broken stays as it is; nothing throws. Immutable.
 */
public final class HiddenText {
    /** Encodings within one another that are undone. */
    static final int MOST_LAYERS = 2;
    private static final int LONGEST_REFERENCE = 10;
    private static final Pattern ENCODED_WORD = Pattern.compile(
        "\\G=\\?([A-Za-z0-9_-]{1,40})(?:\\*[A-Za-z0-9-]{1,20})?\\?([BbQq])\\?([!->@-~]{0,1000})\\?=");

    private final String written;
    private final StringBuilder text = new StringBuilder();
    private int[] from = new int[16];
    private int[] to = new int[16];

    private HiddenText(String written) {
        this.written = written;
    }

    /** The text as it was written, then, where there are any, what one and what two layers of encoding hide. */
    public static List<HiddenText> layers(String written) {
        HiddenText plain = new HiddenText(written);
        for (int i = 0; i < written.length(); i++) {
            plain.add(written.charAt(i), i, i + 1);
        }
        List<HiddenText> layers = new ArrayList<>();
        layers.add(plain);
        HiddenText outer = plain;
        for (int depth = 0; depth < MOST_LAYERS && mayHide(outer.text); depth++) {
            HiddenText inner = outer.undone();
            if (inner.text.compareTo(outer.text) == 0) {
                break;
            }
            layers.add(inner);
            outer = inner;
        }
        return layers;
    }

    /** What there is to read. */
    public CharSequence text() {
        return text;
    }

    /** The first character as written that a character here stands for. */
    public int from(int index) {
        return from[index];
    }

    /** Behind the last one. */
    public int to(int index) {
        return to[index];
    }

    private static boolean mayHide(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '&' || c == '=') {
                return true;
            }
        }
        return false;
    }

    private HiddenText undone() {
        HiddenText inner = new HiddenText(written);
        Matcher words = ENCODED_WORD.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int next = switch (text.charAt(at)) {
                case '%' -> percent(at, inner);
                case '&' -> reference(at, inner);
                case '=' -> encodedWord(at, words, inner);
                default -> at;
            };
            if (next == at) {
                inner.add(text.charAt(at), from[at], to[at]);
                next++;
            }
            at = next;
        }
        return inner;
    }

    private void add(char c, int first, int behind) {
        int at = text.length();
        if (at == from.length) {
            from = java.util.Arrays.copyOf(from, at * 2);
            to = java.util.Arrays.copyOf(to, at * 2);
        }
        text.append(c);
        from[at] = first;
        to[at] = behind;
    }

    private void addAll(CharSequence decoded, int first, int behind) {
        for (int i = 0; i < decoded.length(); i++) {
            add(decoded.charAt(i), first, behind);
        }
    }

    /** A character of UTF-8 where the escapes there are one, else one of ISO 8859-1. */
    private int percent(int at, HiddenText inner) {
        if (at + 5 < text.length() && (text.charAt(at + 1) == 'u' || text.charAt(at + 1) == 'U')) {
            int unit = hex(at + 2, 4);
            if (unit >= 0) {
                inner.add((char) unit, from[at], to[at + 5]);
                return at + 6;
            }
        }
        int first = escaped(at);
        if (first < 0) {
            return at;
        }
        int length = Utf8.length(first);
        int codePoint = length <= 1 ? first : Utf8.lead(first);
        for (int i = 1; i < length; i++) {
            int more = escaped(at + 3 * i);
            if (!Utf8.continues(more)) {
                length = 1;
                codePoint = first;
                break;
            }
            codePoint = codePoint << 6 | more & 0x3f;
        }
        if (length > 1 && !Utf8.isCharacter(codePoint, length)) {
            length = 1;
            codePoint = first;
        }
        int end = at + 3 * Math.max(1, length);
        inner.addAll(Character.toString(codePoint), from[at], to[end - 1]);
        return end;
    }

    private int escaped(int at) {
        return at + 2 < text.length() && text.charAt(at) == '%' ? hex(at + 1, 2) : -1;
    }

    private int hex(int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** {@code &#98;}, {@code &#x62;}, and the names that hide something; browsers do without the semicolon, too. */
    private int reference(int at, HiddenText inner) {
        int end = endOfReference(at + 1);
        int codePoint = character(text.substring(at + 1, end));
        if (codePoint < 0) {
            return at;
        }
        int behind = end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
        inner.addAll(Character.toString(codePoint), from[at], to[behind - 1]);
        return behind;
    }

    private int endOfReference(int from) {
        boolean number = from < text.length() && text.charAt(from) == '#';
        boolean hexadecimal = number && from + 1 < text.length() && (text.charAt(from + 1) | 0x20) == 'x';
        int at = from + (hexadecimal ? 2 : number ? 1 : 0);
        while (at < text.length() && at - from < LONGEST_REFERENCE && isPart(text.charAt(at), number, hexadecimal)) {
            at++;
        }
        return at;
    }

    private static boolean isPart(char c, boolean number, boolean hexadecimal) {
        int letter = c | 0x20;
        return c >= '0' && c <= '9' || letter >= 'a' && letter <= 'f' && (hexadecimal || !number)
            || letter >= 'g' && letter <= 'z' && !number;
    }

    private static int character(String reference) {
        if (!reference.startsWith("#")) {
            return switch (reference) {
                case "amp", "AMP" -> '&';
                case "lt", "LT" -> '<';
                case "gt", "GT" -> '>';
                case "quot", "QUOT" -> '"';
                case "apos" -> '\'';
                case "nbsp" -> '\u00a0';
                case "shy" -> '\u00ad';
                case "zwj" -> '\u200d';
                case "zwnj" -> '\u200c';
                default -> -1;
            };
        }
        boolean hexadecimal = reference.length() > 1 && (reference.charAt(1) | 0x20) == 'x';
        try {
            int codePoint = Integer.parseInt(reference.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(codePoint) ? codePoint : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private int encodedWord(int at, Matcher words, HiddenText inner) {
        if (!words.find(at) || words.start() != at) {
            return at;
        }
        try {
            byte[] bytes = (words.group(2).charAt(0) | 0x20) == 'b' ? Base64.getMimeDecoder().decode(words.group(3))
                : quoted(words.group(3));
            String charset = words.group(1);
            Charset known = Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.UTF_8;
            inner.addAll(new String(bytes, known), from[at], to[words.end() - 1]);
            return words.end();
        } catch (IllegalArgumentException notEncoded) {
            return at;
        }
    }

    private static byte[] quoted(String word) {
        byte[] bytes = new byte[word.length()];
        int length = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            int high = c == '=' && i + 2 < word.length() ? Character.digit(word.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(word.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = (byte) (c == '_' ? ' ' : c);
            }
        }
        return java.util.Arrays.copyOf(bytes, length);
    }
}
