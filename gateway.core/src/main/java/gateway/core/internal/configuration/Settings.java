package gateway.core.internal.configuration;

import gateway.core.internal.files.ConfigurationFile;
import gateway.core.internal.files.NearestName;
import gateway.core.internal.files.SettingText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One configuration as it was written, and its reading: every value is checked, every error names its key. Keys that
 * nobody asked for are errors too, since most of them are misspelt.
 */
final class Settings {
    private final Map<String, Object> values = new TreeMap<>();
    private final String pid;
    private final Optional<ConfigurationFile> file;

    /** From a file. */
    Settings(ConfigurationFile file) {
        this.pid = file.pid();
        this.file = Optional.of(file);
        values.putAll(file.values());
    }

    /** From ConfigAdmin; null where there is no such configuration. */
    Settings(String pid, Dictionary<String, Object> properties) {
        this.pid = pid;
        this.file = Optional.empty();
        if (properties != null) {
            for (String key : java.util.Collections.list(properties.keys())) {
                values.put(key, properties.get(key));
            }
        }
    }

    /** The file that it came from, or its pid where it came from elsewhere. */
    String origin() {
        return file.map(from -> from.path().toString()).orElse(pid);
    }

    /** In which line of the file a setting stands, from 1; 0 where it cannot be told. */
    int lineOf(String key) {
        return file.map(from -> from.lineOf(key)).orElse(0);
    }

    /** All of them as text, in the order of the file. */
    Map<String, String> texts() {
        return RuleTexts.inOrder(values, file);
    }

    String pid() {
        return pid;
    }

    String text(String key, String otherwise) {
        Object value = values.get(key);
        return value == null ? otherwise : String.valueOf(value).trim();
    }

    /** Whether it is there. */
    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The folder of the file that it came from. */
    Optional<Path> directory() {
        return file.map(from -> from.path().toAbsolutePath().getParent());
    }

    /** One value, or several, as they are. */
    List<String> lines(String key) {
        Object value = values.get(key);
        List<?> given = value instanceof Object[] array ? Arrays.asList(array)
            : value instanceof Iterable<?> several ? toList(several)
            : value == null ? List.of() : List.of(value);
        return given.stream().map(String::valueOf).toList();
    }

    /** Comma-separated, or several values. */
    List<String> list(String key) {
        List<String> parts = new ArrayList<>();
        for (String line : lines(key)) {
            for (String part : line.split(",")) {
                if (!part.isBlank()) {
                    parts.add(part.trim());
                }
            }
        }
        return parts;
    }

    int number(String key, int otherwise, int least, int most) throws InvalidSetting {
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw new InvalidSetting(this, key, "is a number from " + least + " to " + most + ", not \"" + text + '"');
    }

    boolean flag(String key, boolean otherwise) throws InvalidSetting {
        String text = text(key, String.valueOf(otherwise));
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new InvalidSetting(this, key, "is true or false, not \"" + text + '"');
        }
        return Boolean.parseBoolean(text);
    }

    <E extends Enum<E>> E choice(String key, E otherwise, Class<E> type) throws InvalidSetting {
        String text = text(key, otherwise == null ? null : otherwise.name());
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String allowed = String.join(", ", Arrays.stream(type.getEnumConstants())
            .map(c -> c.name().toLowerCase(java.util.Locale.ROOT)).toList());
        throw new InvalidSetting(this, key, "is one of " + allowed + (text == null ? "" : ", not \"" + text + '"'));
    }

    /** Refuses keys that are not among those that mean something, and values that somebody wants to be replaced. */
    void only(Set<String> known) throws InvalidSetting {
        for (String key : values.keySet()) {
            if (!known.contains(key) && !SettingText.isForeign(key)) {
                throw new InvalidSetting(this, key, "is not a setting" + NearestName.of(key, known)
                    .map(name -> "; is " + name + " meant?")
                    .orElse("; there are " + String.join(", ", known.stream().sorted().toList())));
            }
            int earlier = file.map(from -> from.lineOf(key, from.lineOf(key) - 1)).orElse(0);
            if (earlier > 0) {
                throw new InvalidSetting(this, key, "stands twice, in line " + earlier + " too");
            }
            if (file.isPresent() && text(key, "").contains("${")) {
                throw new InvalidSetting(this, key, "holds ${...}, which nothing replaces here; write the value");
            }
        }
    }

    private static List<?> toList(Iterable<?> several) {
        List<Object> all = new ArrayList<>();
        several.forEach(all::add);
        return all;
    }
}
