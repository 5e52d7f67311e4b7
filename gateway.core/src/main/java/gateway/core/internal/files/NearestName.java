package gateway.core.internal.files;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant who wrote a name that means nothing. */
public final class NearestName {
    private NearestName() {
    }

    /** The known name with the fewest letters to change, if that is at most a third of them. */
    public static Optional<String> of(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        return known.stream().sorted()
            .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
            .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(1, (name.length() + 1) / 3));
    }

    /** Levenshtein's distance: letters to be changed, added or taken away. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
