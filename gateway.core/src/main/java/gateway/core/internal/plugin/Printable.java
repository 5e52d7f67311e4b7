package gateway.core.internal.plugin;

/** Text from a dropped file or a bundle, fit for a log and a terminal. */
final class Printable {
    private static final int MAX_LENGTH = 200;

    private Printable() {
    }

    /** The text on one line of printable ASCII, at most {@value #MAX_LENGTH} characters. */
    static String of(String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
    }

    /** What was thrown: its kind and its words, and what caused it. */
    static String of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause.getCause() != null && depth < 8; depth++) {
            cause = cause.getCause();
        }
        return of(String.valueOf(cause));
    }
}
