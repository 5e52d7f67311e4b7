package gateway.core.internal.configuration;

/** A setting that cannot be used; the message is one line with file, line and reason. */
public class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSetting(Settings settings, String key, String reason) {
        super(settings.origin() + (settings.lineOf(key) > 0 ? ":" + settings.lineOf(key) : "") + ": " + key + " "
            + reason);
    }

    /** @param line the whole line, for a file that has no settings at all */
    InvalidSetting(String line) {
        super(line);
    }
}
