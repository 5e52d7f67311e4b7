package gateway.core.internal.keyword;

import gateway.api.protocol.WireText.Encoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where in bytes each character of a text begins, once escapes and the like are undone. */
final class CharacterBorders {
    private static final char REPLACEMENT = '\ufffd';

    private CharacterBorders() {
    }

    /** Whether characters have two bytes. */
    static boolean isWide(Encoding encoding) {
        return encoding == Encoding.UTF_16LE || encoding == Encoding.BASE64_UTF_16LE;
    }

    /**
     * The index of each character's first byte, and behind the last one's; empty where the bytes do not begin with
     * these characters.
     */
    static Optional<int[]> of(Encoding encoding, byte[] bytes, String text) {
        int[] borders = new int[text.length() + 1];
        boolean same;
        if (isWide(encoding)) {
            same = fixed(bytes, text, borders, 2);
        } else if (encoding == Encoding.ISO_8859_1) {
            same = fixed(bytes, text, borders, 1);
        } else {
            same = utf8(bytes, text, borders, encoding == Encoding.PERCENT);
        }
        return same ? Optional.of(borders) : Optional.empty();
    }

    /** Half a pair stands for itself here; dissectors read UTF-16 unit by unit, so that it hides nothing. */
    private static boolean fixed(byte[] bytes, String text, int[] borders, int size) {
        for (int i = 0; i < text.length(); i++) {
            int at = i * size;
            if (at >= bytes.length) {
                return false;
            }
            int unit = bytes[at] & 0xff;
            if (size == 2) {
                unit = at + 1 < bytes.length ? unit | (bytes[at + 1] & 0xff) << 8 : REPLACEMENT;
            }
            if (unit != text.charAt(i)) {
                return false;
            }
            borders[i + 1] = Math.min(bytes.length, at + size);
        }
        return true;
    }

    private static boolean utf8(byte[] bytes, String text, int[] borders, boolean plusIsBlank) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer one = CharBuffer.allocate(2);
        int i = 0;
        while (i < text.length()) {
            int from = in.position();
            if (from == bytes.length) {
                return false;
            }
            int chars = next(decoder, in, one);
            for (int k = 0; k < chars; k++) {
                // A text may have been cut in the middle of a pair.
                if (i == text.length()) {
                    return true;
                }
                char c = one.get(k);
                boolean blank = plusIsBlank && c == '+' && text.charAt(i) == ' ';
                if (c != text.charAt(i) && !blank) {
                    return false;
                }
                borders[i] = from;
                borders[i + 1] = in.position();
                i++;
            }
        }
        return true;
    }

    /** Decodes one character; what is malformed counts as the JDK counts it. */
    private static int next(CharsetDecoder decoder, ByteBuffer in, CharBuffer one) {
        int from = in.position();
        int length = Math.max(1, Math.min(in.remaining(), Utf8.length(in.get(from) & 0xff)));
        ByteBuffer character = in.slice(from, length);
        one.clear();
        decoder.reset();
        CoderResult result = decoder.decode(character, one, true);
        if (result.isMalformed()) {
            int wrong = Math.min(in.remaining(), malformed(decoder, in.slice(), one));
            one.clear().put(0, REPLACEMENT);
            in.position(from + wrong);
            return 1;
        }
        in.position(from + length);
        return one.position();
    }

    private static int malformed(CharsetDecoder decoder, ByteBuffer rest, CharBuffer one) {
        one.clear();
        decoder.reset();
        CoderResult result = decoder.decode(rest, one, true);
        return result.isMalformed() ? Math.max(1, result.length()) : 1;
    }
}
