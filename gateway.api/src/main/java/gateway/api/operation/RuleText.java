package gateway.api.operation;

import java.util.Map;

/**
 * A rule as its file has it.
 *
 * @param name as in {@code gateway.policy-NAME.cfg}: letters, digits, hyphens, underscores; at most 64
 * @param settings by key, as in docs/operations.md, in the order of the file
 * @param problem why the file cannot be used, in a sentence; empty if it can
 * @param inForce whether it decides now, in its newest or its last good form
 */
public record RuleText(String name, Map<String, String> settings, String problem, boolean inForce) {
}
