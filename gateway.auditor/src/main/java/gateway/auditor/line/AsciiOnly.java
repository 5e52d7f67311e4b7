package gateway.auditor.line;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;

/** Escapes DEL beside what JSON has escaped; the generator does so with what lies above it. */
final class AsciiOnly extends CharacterEscapes {
    /** The last character of ASCII, and the only one above the space that drives terminals. */
    static final int DELETE = 0x7f;

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return null;
    }
}
