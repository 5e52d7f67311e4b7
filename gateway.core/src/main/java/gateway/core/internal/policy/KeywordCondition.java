package gateway.core.internal.policy;

import gateway.core.internal.keyword.KeywordSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * A rule's condition on what people write, and what happens to it. Immutable.
 *
 * @param keywords of which one has to be said
 * @param in where
 * @param effect what happens where the rule blocks
 * @param filler the character that takes the place of each byte of what is overwritten, of ASCII
 */
public record KeywordCondition(KeywordSet keywords, Set<TextKind> in, Effect effect, char filler) {
    /** What a rule that blocks does. */
    public enum Effect {
        /** The flow is refused. */
        REFUSE,
        /** The keyword is overwritten, and the flow goes on. */
        OVERWRITE
    }

    /** Copies the set. */
    public KeywordCondition {
        in = EnumSet.copyOf(in);
    }
}
