package gateway.core.internal.metrics;

import gateway.api.operation.LocalizingEffect;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.ListOutcome.Result;
import java.util.LinkedHashMap;
import java.util.List;
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
            .counter("lists_asked_plainly", "Requests for lists that were changed so that no compressed answer comes",
                counters.listsAskedPlainly)
            .counter("replaced_peers", "Places of lists that were given to near peers", counters.replacedPeers)
            .counter("moved_peers", "Places of lists that were given to another peer of the list", counters.movedPeers)
            .counter("redirections", "Far peers in whose place clients are led to near ones", counters.redirections)
            .counters("redirected_flows", "Flows that were led to near peers, by what became of them", "result",
                Map.of("answered", counters.redirectionsAnswered, "silent", counters.redirectionsGivenUp))
            .counter("delayed_packets", "Packets that waited on their way to far peers", counters.delayedPackets)
            .gauge("redirected_peers", "Pairs of a client and a far peer that are redirected now",
                now.localization().redirected())
            .gauge("localizer_up", "Whether a bundle says what is to stand in lists",
                now.localization().there() ? 1 : 0);
        effects(metrics, now.localization().effects());
    }

    /** Of the last hour. An estimate that cannot be made has no value; labels are names of parsers. */
    private static void effects(Metrics metrics, List<LocalizingEffect> effects) {
        Map<String, Double> saved = new LinkedHashMap<>();
        Map<String, Double> rates = new LinkedHashMap<>();
        int raised = 0;
        for (LocalizingEffect effect : effects) {
            if (effect.window() == LocalizingEffect.Window.HOUR && saved.size() < Applications.BOUND) {
                effect.farSaving().ifPresent(each -> saved.put(effect.application(), each.value()));
                effect.rateChange().ifPresent(each -> rates.put(effect.application(), each.value()));
                raised += effect.raised();
            }
        }
        metrics.gauges("localizing_far_saving", "Part of the bytes from far peers that localizing saves",
                "application", saved)
            .gauges("localizing_rate_change", "Part by which clients fetch faster since they are localized",
                "application", rates)
            .gauge("raised_clients", "Clients that are left more far peers than their rule says", raised);
    }
}
