package gateway.core.internal.configuration;

import gateway.api.policy.Action;
import gateway.core.internal.policy.Delaying;
import java.util.List;
import java.util.Set;

/** Reads for how long a rule with the action delay has packets wait. */
final class DelaySettings {
    private static final String FAR = "farMillis";
    private static final String FARTHEST = "farthestMillis";
    static final Set<String> KEYS = Set.of(FAR, FARTHEST);
    private static final int DEFAULT_FAR = 100;
    private static final int DEFAULT_FARTHEST = 300;

    private DelaySettings() {
    }

    /** Null where the rule does something else. */
    static Delaying read(Settings settings, Action action) throws InvalidSetting {
        if (action != Action.DELAY) {
            for (String key : List.of(FAR, FARTHEST)) {
                if (settings.has(key)) {
                    throw new InvalidSetting(settings, key, "says something only where action is delay");
                }
            }
            return null;
        }
        return new Delaying(settings.number(FAR, DEFAULT_FAR, 0, Delaying.MOST_MILLIS),
            settings.number(FARTHEST, DEFAULT_FARTHEST, 0, Delaying.MOST_MILLIS));
    }
}
