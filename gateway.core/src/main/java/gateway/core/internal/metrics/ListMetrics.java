package gateway.core.internal.metrics;

import gateway.core.internal.operation.Observation;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.ListOutcome.Result;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Metrics of lists of peers. Any thread. */
final class ListMetrics {
    private ListMetrics() {
    }

    static void add(Metrics metrics, Observation now) {
        Counters counters = now.totals().counters();
        Map<String, Long> results = new LinkedHashMap<>();
        for (Result result : Result.values()) {
            results.put(result.name().toLowerCase(Locale.ROOT), counters.lists(result));
        }
        metrics.counter("peer_lists", "Lists of peers that were read", counters.lists)
            .counters("localized_lists", "Lists that a rule wanted changed, by what became of them", "result", results)
            .counter("replaced_peers", "Places of lists that were given to near peers", counters.replacedPeers)
            .counter("moved_peers", "Places of lists that were given to another peer of the list", counters.movedPeers)
            .gauge("localizer_up", "Whether a bundle says what is to stand in lists",
                now.localization().there() ? 1 : 0);
    }
}
