package gateway.console.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.api.operation.RuleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules as a page sends them: {@code {"base": "...", "rules": [{"name": "...", "settings": {"key": "value"}}]}}.
 * A name becomes a part of a file's name and settings become its lines, so both are held to their form here already.
 *
 * @param base which rules the visitor saw, empty if that does not matter
 * @param rules the rules
 */
record RuleRequest(String base, List<RuleText> rules) {
    private static final int MAX_RULES = 1000;
    private static final int MAX_SETTINGS = 50;
    private static final int MAX_VALUE = 16_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[^\\s\\p{Cntrl}=:#!]{1,64}");

    /** Reads it. */
    static RuleRequest read(JsonParser json) throws IOException, Problem {
        expect(json.nextToken() == JsonToken.START_OBJECT);
        String base = "";
        List<RuleText> rules = List.of();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            if ("base".equals(field)) {
                base = text(json);
            } else if ("rules".equals(field)) {
                rules = rules(json);
            } else {
                expect(false);
            }
        }
        return new RuleRequest(base, rules);
    }

    private static List<RuleText> rules(JsonParser json) throws IOException, Problem {
        expect(json.nextToken() == JsonToken.START_ARRAY);
        List<RuleText> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            RuleText rule = rule(json);
            if (!names.add(rule.name())) {
                throw Problem.wrong("Two rules are called \"" + rule.name() + "\".");
            }
            rules.add(rule);
            if (rules.size() > MAX_RULES) {
                throw Problem.tooLarge("There can be " + MAX_RULES + " rules, not more.");
            }
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
        return rules;
    }

    private static RuleText rule(JsonParser json) throws IOException, Problem {
        String name = "";
        Map<String, String> settings = Map.of();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            if ("name".equals(field)) {
                name = text(json);
            } else if ("settings".equals(field)) {
                settings = settings(json);
            } else {
                expect(false);
            }
        }
        if (!NAME.matcher(name).matches()) {
            throw Problem.wrong("The name of a rule is made of letters, digits, hyphens and underscores, at most 64.");
        }
        return new RuleText(name, settings, "", false);
    }

    private static Map<String, String> settings(JsonParser json) throws IOException, Problem {
        expect(json.nextToken() == JsonToken.START_OBJECT);
        Map<String, String> settings = new LinkedHashMap<>();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            String value = text(json);
            if (!KEY.matcher(key).matches()) {
                throw Problem.wrong("The name of a setting is one word of at most 64 characters.");
            }
            if (value.length() > MAX_VALUE || value.chars().anyMatch(Character::isISOControl)) {
                throw Problem.wrong("\"" + key + "\" is one line of at most " + MAX_VALUE + " characters.");
            }
            settings.put(key, value);
            if (settings.size() > MAX_SETTINGS) {
                throw Problem.tooLarge("A rule has at most " + MAX_SETTINGS + " settings.");
            }
        }
        return settings;
    }

    private static String text(JsonParser json) throws IOException, Problem {
        expect(json.nextToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static void expect(boolean form) throws Problem {
        if (!form) {
            throw Problem.wrong("The rules are not in the form that is understood here.");
        }
    }
}
