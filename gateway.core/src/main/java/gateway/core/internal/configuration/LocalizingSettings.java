package gateway.core.internal.configuration;

import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.policy.Action;
import gateway.core.internal.policy.Localizing;
import java.util.List;
import java.util.Set;

/** Reads what a rule with the action localize wants of lists of peers. */
final class LocalizingSettings {
    private static final String WAY = "lists";
    private static final String FAR = "farPeers";
    private static final String CONTROL = "controlPercent";
    private static final String TRANSFERS = "inTransfers";
    static final Set<String> KEYS = Set.of(WAY, FAR, CONTROL, TRANSFERS);
    private static final List<String> IN_ORDER = List.of(WAY, FAR, CONTROL, TRANSFERS);
    private static final int DEFAULT_FAR = 1;
    private static final int DEFAULT_CONTROL = 5;
    private static final int MOST = 1000;

    private LocalizingSettings() {
    }

    /** Null where the rule does something else. */
    static Localizing read(Settings settings, Action action) throws InvalidSetting {
        if (action != Action.LOCALIZE) {
            for (String key : IN_ORDER) {
                if (settings.has(key)) {
                    throw new InvalidSetting(settings, key, "says something only where action is localize");
                }
            }
            return null;
        }
        if (settings.has("fileName")) {
            throw new InvalidSetting(settings, "fileName", "says nothing where action is localize: a list of peers "
                + "has come before any file is asked for");
        }
        Way way = settings.choice(WAY, Way.REPLACE, Way.class);
        if (way == Way.REORDER && settings.has(FAR)) {
            throw new InvalidSetting(settings, FAR, "says something only where lists = replace");
        }
        return new Localizing(new RewriteTerms(way, settings.number(FAR, DEFAULT_FAR, 0, MOST)),
            settings.number(CONTROL, DEFAULT_CONTROL, 0, 100), settings.flag(TRANSFERS, true));
    }
}
