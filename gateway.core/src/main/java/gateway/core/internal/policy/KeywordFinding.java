package gateway.core.internal.policy;

import gateway.api.policy.Action;
import gateway.core.internal.policy.Policy.Ruling;
import java.util.List;

/**
 * A rule's keyword stands in a text.
 *
 * @param rule whose
 * @param refusal what is wanted for the flow where it is refused; says nothing of the keyword
 * @param keyword as it is written in the rule: the first one found
 * @param kind of text
 * @param places what the rule's keywords cover in the text as written
 * @param complete whether those are all
 */
public record KeywordFinding(Rule rule, Ruling refusal, String keyword, TextKind kind, List<Place> places,
                             boolean complete) {
    /**
     * Characters of a text.
     *
     * @param from the first
     * @param to behind the last
     */
    public record Place(int from, int to) {
    }

    /** Whether the flow is refused for it. */
    public boolean refuses() {
        return rule.action() == Action.BLOCK && rule.keywords().effect() == KeywordCondition.Effect.REFUSE;
    }

    /** Whether it is overwritten. */
    public boolean overwrites() {
        return rule.action() == Action.BLOCK && rule.keywords().effect() == KeywordCondition.Effect.OVERWRITE;
    }

    /** For records: what was found, and where. */
    public String reason() {
        return "rule " + rule.name() + ": keyword \"" + keyword + "\" in " + kind.key();
    }
}
