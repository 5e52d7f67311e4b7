package gateway.core.internal.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What happens in each {@link ExceptionCase}: PASS unless it is among the blocked ones. Immutable.
 *
 * @param blocked the cases that block
 */
public record ExceptionPolicies(Set<ExceptionCase> blocked) {
    /** Everything passes. */
    public static final ExceptionPolicies PASS_ALL = new ExceptionPolicies(EnumSet.noneOf(ExceptionCase.class));

    /** Copies the set. */
    public ExceptionPolicies {
        blocked = Collections.unmodifiableSet(blocked.isEmpty()
            ? EnumSet.noneOf(ExceptionCase.class) : EnumSet.copyOf(blocked));
    }

    /** Whether a case blocks. */
    public boolean blocks(ExceptionCase which) {
        return blocked.contains(which);
    }
}
