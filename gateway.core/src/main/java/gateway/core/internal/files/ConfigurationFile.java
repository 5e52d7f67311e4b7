package gateway.core.internal.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * One file of {@code conf/} at one moment: its settings, or why it has none. Never refers to the disk again.
 *
 * @param path where it is
 * @param values its settings; text, or what a console wrote as a number, a truth value or a list
 * @param lines its text, line by line; empty where it could not be read
 * @param problem file, line and reason if it cannot be used
 */
public record ConfigurationFile(Path path, Map<String, Object> values, List<String> lines, Optional<String> problem) {
    static final String SUFFIX = ".cfg";

    static ConfigurationFile bad(Path path, int line, String reason) {
        String place = line > 0 ? ":" + line : "";
        return new ConfigurationFile(path, Map.of(), List.of(), Optional.of(path + place + ": " + reason));
    }

    /** Reads the bytes of a file. */
    public static ConfigurationFile of(Path path, byte[] bytes) {
        PlainText text = PlainText.of(bytes);
        if (text.problem().isPresent()) {
            return bad(path, text.line(), text.problem().get());
        }
        List<String> lines = text.text().lines().toList();
        if (text.text().stripLeading().startsWith("<?xml")) {
            return bad(path, 1, "is XML; it is made of lines name = value");
        }
        // Without substitution: what ${...} means here is decided by who reads the setting.
        TypedProperties parsed = new TypedProperties(null, false);
        try {
            parsed.load(new StringReader(text.text()));
            return new ConfigurationFile(path, new TreeMap<>(parsed), lines, Optional.empty());
        } catch (IOException | RuntimeException malformed) {
            return bad(path, 0, "cannot be understood: " + oneLine(malformed.getMessage()));
        }
    }

    /** The text of this file, comments and order included, with these settings and no others. */
    public byte[] with(Map<String, Object> changed) throws IOException {
        TypedProperties layout = new TypedProperties(null, false);
        layout.load(new StringReader(String.join("\n", lines) + "\n"));
        layout.update(changed);
        StringWriter text = new StringWriter();
        layout.save(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The name without the ending: a PID, or the PID of a factory, a hyphen and a name. */
    public String pid() {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** The PID that somebody has to read for the file to be of use. */
    public String readerPid() {
        int hyphen = pid().indexOf('-');
        return hyphen > 0 ? pid().substring(0, hyphen) : pid();
    }

    /** In which line a setting stands, from 1; 0 where it cannot be told. The last one of several is in force. */
    public int lineOf(String key) {
        return lineOf(key, lines.size());
    }

    /** The same, above a line. */
    public int lineOf(String key, int above) {
        for (int line = above; line > 0; line--) {
            String text = lines.get(line - 1).stripLeading();
            if (text.startsWith(key) && text.substring(key.length()).stripLeading().matches("[=:].*")) {
                return line;
            }
        }
        return 0;
    }

    private static String oneLine(String message) {
        return message == null ? "no reason given" : message.replaceAll("\\p{Cntrl}+", " ");
    }
}
