package gateway.core.internal.policy;

import gateway.api.policy.Action;
import gateway.core.internal.policy.Policy.Ruling;
import gateway.core.internal.policy.Rule.Match;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What is done with a flow beside letting it pass: of each such action, what the first rule says that holds. */
final class Wishes {
    private static final Set<Action> BESIDE =
        EnumSet.of(Action.AUDIT, Action.SCAN, Action.LOCALIZE, Action.DELAY);

    private final Map<Action, Rule> rules = new EnumMap<>(Action.class);
    private final Map<Action, Match> matches = new EnumMap<>(Action.class);

    /** Whether an action leaves it to other rules whether the flow passes. */
    static boolean are(Action action) {
        return BESIDE.contains(action);
    }

    /** What a rule with such an action says. */
    void add(Rule rule, Match match) {
        if (match.compareTo(matches.getOrDefault(rule.action(), Match.NO)) > 0) {
            rules.put(rule.action(), rule);
            matches.put(rule.action(), match);
        }
    }

    /**
     * All of it with a decision; null while that depends on what is not known yet. What is refused carries nothing any
     * more, so nothing is wished of it.
     */
    Ruling with(Ruling ruling) {
        if (ruling.refuses() || rules.isEmpty()) {
            return ruling;
        }
        if (matches.containsValue(Match.LATER)) {
            return null;
        }
        Rule audit = rules.get(Action.AUDIT);
        return new Ruling(ruling.decision(), ruling.cacheSeconds(), audit == null ? "" : audit.name(),
            rules.get(Action.SCAN), rules.get(Action.LOCALIZE), rules.get(Action.DELAY));
    }
}
