package gateway.core.internal.shell;

/** Text as a terminal may have it: printable ASCII, anything else escaped, not endless. */
final class Plain {
    private static final int LONGEST = 200;

    private Plain() {
    }

    /** Escapes what could move a cursor, or look like something else than it is. */
    static String of(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (plain.length() >= LONGEST) {
                return plain.append("...").toString();
            }
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '\\') {
                plain.append(c);
            } else {
                plain.append(c == '\\' ? "\\\\" : String.format("\\u%04x", (int) c));
            }
        }
        return plain.toString();
    }
}
