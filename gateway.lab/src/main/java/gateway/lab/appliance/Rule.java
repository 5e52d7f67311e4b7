package gateway.lab.appliance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy rule as a user writes it: the lines of {@code gateway.policy-NAME.cfg}.
 *
 * @param name the file's part of the name
 * @param settings the lines
 */
public record Rule(String name, Map<String, String> settings) {
    /** A rule that does {@code action} to what is of {@code application}. */
    public static Rule of(String name, String action, String application) {
        return new Rule(name, Map.of("action", action, "application", application)).with("order", "100");
    }

    /** The same with another line. */
    public Rule with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new Rule(name, Map.copyOf(more));
    }

    /** The rule in one line. */
    @Override
    public String toString() {
        return name + " " + new TreeMap<>(settings);
    }
}
