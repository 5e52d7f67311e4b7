package gateway.console.security.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A setting that cannot be used; the message is one line with file, line and reason. */
final class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;
    /** Where FileInstall says which file a configuration came from. */
    private static final String FILE = "felix.fileinstall.filename";

    InvalidSetting(Map<String, Object> settings, String key, String reason) {
        super(origin(settings, key) + ": " + key + " " + reason);
    }

    private static String origin(Map<String, Object> settings, String key) {
        Object file = settings.get(FILE);
        if (file == null) {
            return ConsoleSettings.PID;
        }
        try {
            Path path = Path.of(URI.create(file.toString()));
            return path + line(Files.readAllLines(path), key);
        } catch (IOException | IllegalArgumentException notReadable) {
            return file.toString();
        }
    }

    private static String line(List<String> lines, String key) {
        Pattern setting = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*[=:].*");
        for (int i = 0; i < lines.size(); i++) {
            if (setting.matcher(lines.get(i)).matches()) {
                return ":" + (i + 1);
            }
        }
        return "";
    }
}
