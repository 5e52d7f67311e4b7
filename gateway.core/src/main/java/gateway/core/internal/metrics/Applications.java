package gateway.core.internal.metrics;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which applications have a label of their own: the first that are seen, as many as there can be parsers at once.
 * Names are those of parsers, never from the wire; but bundles come and go, and labels stay.
 */
final class Applications {
    /** How many have a label of their own; further ones share {@link #OTHER}. */
    static final int BOUND = 64;
    /** Not the name of any parser: these have no hyphen. */
    static final String OTHER = "other-applications";

    private final Set<String> known = new HashSet<>();

    /** Sums by label. */
    synchronized Map<String, Long> byLabel(Map<String, Long> byApplication) {
        Map<String, Long> sums = new TreeMap<>();
        new TreeMap<>(byApplication).forEach((application, sum) -> sums.merge(label(application), sum, Long::sum));
        return sums;
    }

    private String label(String application) {
        if (known.size() < BOUND) {
            known.add(application);
        }
        return known.contains(application) ? application : OTHER;
    }
}
