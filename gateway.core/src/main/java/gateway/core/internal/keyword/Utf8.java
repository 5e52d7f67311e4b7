package gateway.core.internal.keyword;

/** The forms of UTF-8 (RFC 3629), byte by byte. */
final class Utf8 {
    private Utf8() {
    }

    /** How many bytes a character has that begins with this one, 1 to 4; 0 where none does. */
    static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        return first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    }

    /** What the first byte of several says of the character. */
    static int lead(int first) {
        return first & 0xff >> length(first) + 1;
    }

    /** Whether a byte goes on with a character; any number that is none does not. */
    static boolean continues(int next) {
        return next >= 0x80 && next < 0xc0;
    }

    /** Whether this many bytes are the one way to write the character, and it is one. */
    static boolean isCharacter(int codePoint, int length) {
        int least = switch (length) {
            case 1 -> 0;
            case 2 -> 0x80;
            case 3 -> 0x800;
            default -> 0x10000;
        };
        return codePoint >= least && codePoint <= Character.MAX_CODE_POINT
            && (codePoint < 0xd800 || codePoint > 0xdfff);
    }
}
