package gateway.core.internal.operation;

import gateway.api.operation.RuleText;
import gateway.core.internal.configuration.InvalidSetting;
import gateway.core.internal.configuration.RuleTexts;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule must be before it is tried or written: it may come from a browser. */
final class RuleCheck {
    /** How many rules there may be at once. */
    static final int MOST_RULES = 256;
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";
    private static final String KEY = "[A-Za-z]{1,32}";
    private static final int MOST_SETTINGS = 32;
    private static final int LONGEST_VALUE = 4096;

    private RuleCheck() {
    }

    /** What is wrong with a rule, in a sentence; empty if nothing is. */
    static String problemOf(RuleText rule, RuleTexts texts) {
        if (rule.name() == null || !rule.name().matches(NAME)) {
            return "a rule's name has 1 to 64 letters, digits, hyphens and underscores";
        }
        if (rule.settings().size() > MOST_SETTINGS) {
            return "a rule has at most " + MOST_SETTINGS + " settings";
        }
        for (Map.Entry<String, String> setting : rule.settings().entrySet()) {
            String problem = problemOf(setting.getKey(), setting.getValue());
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        try {
            texts.rule(withoutBlanks(rule));
            return "";
        } catch (InvalidSetting invalid) {
            return invalid.sentence();
        }
    }

    private static String problemOf(String key, String value) {
        if (key == null || !key.matches(KEY)) {
            return "a setting's name has 1 to 32 letters";
        }
        if (value == null || value.length() > LONGEST_VALUE) {
            return key + " has at most " + LONGEST_VALUE + " characters";
        }
        if (value.codePoints().anyMatch(RuleCheck::isUnfit)) {
            return key + " holds a character that does not belong into a line";
        }
        return value.contains("${") ? key + " holds ${...}, which nothing replaces here; write the value" : "";
    }

    private static boolean isUnfit(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** An empty setting is one that is not there. */
    static RuleText withoutBlanks(RuleText rule) {
        Map<String, String> settings = new LinkedHashMap<>();
        rule.settings().forEach((key, value) -> {
            if (!value.isBlank()) {
                settings.put(key, value.strip());
            }
        });
        return new RuleText(rule.name(), settings, rule.problem(), rule.inForce());
    }
}
