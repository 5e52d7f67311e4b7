package gateway.core.internal.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** A setting that cannot be used; the message is one line with file, line and reason. */
public class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSetting(Settings settings, String key, String reason) {
        super(settings.origin() + lineOf(settings.origin(), key) + ": " + key + " " + reason);
    }

    /** The line of a key in its file, as {@code :12}; nothing where it cannot be told. */
    private static String lineOf(String file, String key) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).stripLeading();
                if (line.startsWith(key) && line.substring(key.length()).stripLeading().matches("[=:].*")) {
                    return ":" + (i + 1);
                }
            }
        } catch (IOException | InvalidPathException | java.io.UncheckedIOException unreadable) {
            return "";
        }
        return "";
    }
}
