package gateway.core.internal.pipeline;

import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.core.internal.policy.Policy.Ruling;

/** What an operator decided by hand: it stands against rules and exception policies until the flow ends. */
public final class OperatorRuling {
    /** The rule's name in decisions, records and lists. */
    public static final String RULE = "operator";

    static final Ruling RELEASED = new Ruling(new Decision(Action.ALLOW, RULE, "released by an operator"), 0);
    static final Ruling REFUSED = new Ruling(new Decision(Action.BLOCK, RULE, "refused by an operator"), 0);

    private OperatorRuling() {
    }

    /** Whether an operator decided. */
    public static boolean isOne(Ruling ruling) {
        return ruling == RELEASED || ruling == REFUSED;
    }
}
