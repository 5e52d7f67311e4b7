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
    private static final String REDIRECT = "redirect";
    private static final String FAR = "farPeers";
    private static final String LEAST = "leastPeers";
    private static final String CONTROL = "controlPercent";
    private static final String TRANSFERS = "inTransfers";
    private static final String ADAPT = "adaptSeconds";
    static final Set<String> KEYS = Set.of(WAY, REDIRECT, FAR, LEAST, CONTROL, TRANSFERS, ADAPT);
    private static final List<String> IN_ORDER = List.of(WAY, REDIRECT, FAR, LEAST, CONTROL, TRANSFERS, ADAPT);
    private static final int DEFAULT_FAR = 1;
    /** To so many at a time clients of BitTorrent send by its specification. */
    private static final int DEFAULT_LEAST = 4;
    private static final int DEFAULT_CONTROL = 5;
    private static final int MOST = 1000;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 600;

    /** What is done to lists. */
    private enum Lists {
        REPLACE, REORDER, KEEP
    }

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
        Lists lists = settings.choice(WAY, Lists.REPLACE, Lists.class);
        boolean redirects = settings.flag(REDIRECT, false);
        if (lists == Lists.KEEP && !redirects) {
            throw new InvalidSetting(settings, WAY, "keep says something only where redirect = true");
        }
        for (String key : List.of(FAR, LEAST)) {
            if (lists == Lists.REORDER && !redirects && settings.has(key)) {
                throw new InvalidSetting(settings, key, "says something only where lists = replace or redirect = true");
            }
        }
        Way way = lists == Lists.REORDER ? Way.REORDER : Way.REPLACE;
        return new Localizing(lists != Lists.KEEP, redirects,
            new RewriteTerms(way, settings.number(FAR, DEFAULT_FAR, 0, MOST),
                settings.number(LEAST, DEFAULT_LEAST, 0, MOST)),
            settings.number(CONTROL, DEFAULT_CONTROL, 0, 100), settings.flag(TRANSFERS, true),
            adaptSeconds(settings));
    }

    /** What the kernel forwarded alone is told every two seconds: a shorter interval may have nothing of it. */
    private static int adaptSeconds(Settings settings) throws InvalidSetting {
        int seconds = settings.number(ADAPT, Localizing.DEFAULT_SECONDS, 0, LONGEST);
        if (seconds > 0 && seconds < SHORTEST) {
            throw new InvalidSetting(settings, ADAPT, "is 0 or a number from " + SHORTEST + " to " + LONGEST);
        }
        return seconds;
    }
}
