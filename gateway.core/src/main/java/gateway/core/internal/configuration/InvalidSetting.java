package gateway.core.internal.configuration;

/** A setting that cannot be used; the message is one line with file, line and reason. */
public class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    InvalidSetting(Settings settings, String key, String reason) {
        super(settings.origin() + (settings.lineOf(key) > 0 ? ":" + settings.lineOf(key) : "") + ": " + key + " "
            + reason);
        sentence = key + " " + reason;
    }

    /** @param line the whole line, for a file that has no settings at all */
    InvalidSetting(String line) {
        super(line);
        sentence = line;
    }

    /** What is wrong, without the place. */
    public String sentence() {
        return sentence;
    }
}
