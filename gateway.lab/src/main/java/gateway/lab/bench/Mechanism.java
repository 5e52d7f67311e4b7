package gateway.lab.bench;

import gateway.lab.appliance.Rule;
import java.util.Map;

/** A mechanism of the localization paper, and the rule that chooses it. */
enum Mechanism {
    LISTS("peer-list modification", Map.of("farPeers", "1000"), Map.of("farPeers", "0")),
    REDIRECTION("packet redirection", Map.of("farPeers", "1000"),
        Map.of("lists", "keep", "redirect", "true", "farPeers", "0"));

    private final String text;
    private final Map<String, String> off;
    private final Map<String, String> on;

    /**
     * A mechanism.
     *
     * @param text its name in the paper
     * @param off settings of a rule that has lists read and learnt from, and changes nothing
     * @param on settings of a rule that leaves nothing far
     */
    Mechanism(String text, Map<String, String> off, Map<String, String> on) {
        this.text = text;
        this.off = off;
        this.on = on;
    }

    /** The rule of before the switch. */
    Rule off() {
        return rule(off);
    }

    /** The rule of behind it. */
    Rule on() {
        return rule(on);
    }

    /** For every client of PPStream, none left alone. */
    private static Rule rule(Map<String, String> settings) {
        Rule rule = Rule.of("localize", "localize", "ppstream").with("controlPercent", "0");
        for (Map.Entry<String, String> line : settings.entrySet()) {
            rule = rule.with(line.getKey(), line.getValue());
        }
        return rule;
    }

    @Override
    public String toString() {
        return text;
    }
}
