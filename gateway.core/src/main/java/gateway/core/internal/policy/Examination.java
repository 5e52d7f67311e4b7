package gateway.core.internal.policy;

/**
 * One rule's answer about a flow.
 *
 * @param rule its name
 * @param match whether it holds
 * @param reason the condition that says so, in words; a requested name in it is as it came from the wire
 * @param ruling what it decides where it holds; null where not
 */
public record Examination(String rule, Rule.Match match, String reason, Policy.Ruling ruling) {
}
