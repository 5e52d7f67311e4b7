package gateway.core.internal.files;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.framework.Constants;

/** Settings as plain text, whatever type a console gave them, so that files stay lines of name = value. */
public final class SettingText {
    private static final Set<String> FOREIGN = Set.of(Constants.SERVICE_PID, "service.factoryPid",
        StoredConfigurations.FILE, "service.bundleLocation");

    private SettingText() {
    }

    static Map<String, Object> of(Dictionary<String, Object> properties) {
        Map<String, Object> values = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            values.put(key, properties.get(key));
        }
        return of(values);
    }

    /** The same of settings that were read; what ConfigAdmin adds is left out. */
    public static Map<String, Object> of(Map<String, Object> values) {
        Map<String, Object> texts = new TreeMap<>();
        values.forEach((key, value) -> {
            if (!isForeign(key)) {
                texts.put(key, text(value));
            }
        });
        return texts;
    }

    /** Whether a setting is none of ours: ConfigAdmin and FileInstall add it. */
    public static boolean isForeign(String key) {
        return FOREIGN.contains(key);
    }

    private static String text(Object value) {
        if (value.getClass().isArray()) {
            return text(IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)).toList());
        }
        return value instanceof Collection<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(", ")) : String.valueOf(value).strip();
    }
}
