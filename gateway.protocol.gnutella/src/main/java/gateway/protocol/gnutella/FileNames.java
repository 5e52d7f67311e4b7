package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;
import java.io.ByteArrayOutputStream;

/** Names of files, which are passed on as they are, and complained about where they are more than a name. */
final class FileNames {
    private FileNames() {
    }

    /**
     * The text in [from, from + length), decoded. Names are not cut as other texts are: what stands behind the first
     * thousand characters is a part of the name as well.
     *
     * @param offset of the view's first byte, {@link WireText#NOWHERE} if it has no place
     */
    static WireText text(ByteView bytes, int from, int length, long offset) {
        String text = Text.decoded(bytes.copy(from, length));
        boolean utf8 = text.length() != length || text.chars().allMatch(c -> c < 0x80);
        return new WireText(bounded(text), utf8 ? WireText.Encoding.UTF_8 : WireText.Encoding.ISO_8859_1,
            offset == WireText.NOWHERE ? offset : offset + from, length);
    }

    private static String bounded(String text) {
        return text.length() <= WireText.MAX_LENGTH ? text : text.substring(0, WireText.MAX_LENGTH);
    }

    /** Percent signs resolved; one that two hexadecimal digits do not follow stays. */
    static String decoded(String uri) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean coded = c == '%' && i + 2 < uri.length() && Character.digit(uri.charAt(i + 1), 16) >= 0
                && Character.digit(uri.charAt(i + 2), 16) >= 0;
            bytes.write(coded ? Integer.parseInt(uri.substring(i + 1, i + 3), 16) : c);
            i += coded ? 2 : 0;
        }
        return Text.decoded(bytes.toByteArray());
    }

    /** Complains of a name that would leave its directory, hide its end, or do something to a terminal. */
    static void check(Report report, String name) {
        String flaw = flaw(name);
        if (!flaw.isEmpty()) {
            report.anomaly("hostile_file_name", flaw);
        }
    }

    private static String flaw(String name) {
        if (name.length() >= DissectionEvent.MAX_TEXT) {
            return "too long";
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.equals("..")) {
            return "path";
        }
        return name.chars().anyMatch(FileNames::hidden) ? "control character" : "";
    }

    /** Control characters, and those that turn the direction of writing. */
    private static boolean hidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
