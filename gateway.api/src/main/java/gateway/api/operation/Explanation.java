package gateway.api.operation;

import java.util.List;

/**
 * What policy does with a flow, and why.
 *
 * @param flow the flow
 * @param decision {@code allow}, {@code block}, {@code monitor}, or {@code undecided} while more has to be known
 * @param rule the rule that decides; {@code default} where none holds, {@code operator} where somebody released or
 *     refused it by hand
 * @param steps the rules in the order in which they are asked, the deciding one last
 */
public record Explanation(FlowLine flow, String decision, String rule, List<Step> steps) {
    /**
     * One rule's answer.
     *
     * @param rule its name
     * @param answer {@code yes}, {@code no} or {@code later}
     * @param reason the condition that says so, in words
     */
    public record Step(String rule, String answer, String reason) {
    }
}
