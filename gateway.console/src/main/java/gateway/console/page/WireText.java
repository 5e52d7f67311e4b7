package gateway.console.page;

/** Makes text from the wire safe to be read by a person: pages escape it for HTML, this escapes it for the eye. */
final class WireText {
    private static final int MAX_SHOWN = 300;
    private static final int MAX_LINES = 8000;

    private WireText() {
    }

    /**
     * The text with everything that cannot be seen, or that changes how its surroundings look, written out as
     * {@code \}{@code u202e}; what is longer than anybody reads is cut.
     */
    static String shown(String text) {
        return shown(text, MAX_SHOWN, false);
    }

    /** The same of a text of several lines, such as a message, which may be longer. */
    static String lines(String text) {
        return shown(text.replace("\r\n", "\n"), MAX_LINES, true);
    }

    private static String shown(String text, int most, boolean lines) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 8);
        int i = 0;
        while (i < text.length() && shown.length() < most) {
            int point = text.codePointAt(i);
            if (visible(point) || lines && point == '\n') {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("\\u%04x", point));
            }
            i += Character.charCount(point);
        }
        return i < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                Character.PRIVATE_USE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
