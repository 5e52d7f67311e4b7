package gateway.core.internal.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file that an administrator wrote, in UTF-8 without a byte order mark: FileInstall would take the mark
 * for a part of the first name.
 *
 * @param text the text; empty if there is a problem
 * @param problem why it is no such text
 * @param line where, from 1; 0 where that means nothing
 */
record PlainText(String text, Optional<String> problem, int line) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MARK_BIG = 0xFEFF;
    private static final int MARK_LITTLE = 0xFFFE;

    static PlainText of(byte[] bytes) {
        if (startsLikeUtf16(bytes)) {
            return wrong("is in UTF-16; save it in UTF-8", 0);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(in, out, true).isError()) {
            return wrong(String.format("byte 0x%02x is not UTF-8 (is it Latin-1?); save it in UTF-8",
                bytes[in.position()] & 0xff), lineAt(bytes, in.position()));
        }
        String text = out.flip().toString();
        if (text.startsWith(BYTE_ORDER_MARK)) {
            return wrong("begins with a byte order mark; save it in UTF-8 without one", 1);
        }
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isISOControl(letter) && "\t\r\n\f".indexOf(letter) < 0) {
                return wrong(String.format("holds the control character 0x%02x; it is no text", (int) letter),
                    1 + (int) text.chars().limit(i).filter(c -> c == '\n').count());
            }
        }
        return new PlainText(text, Optional.empty(), 0);
    }

    private static PlainText wrong(String reason, int line) {
        return new PlainText("", Optional.of(reason), line);
    }

    /** By its mark, or by the zeros that every letter of ours would have beside it. */
    private static boolean startsLikeUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return first == MARK_BIG || first == MARK_LITTLE || bytes[0] == 0 != (bytes[1] == 0);
    }

    private static int lineAt(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
