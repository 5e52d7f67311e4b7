package gateway.core.internal.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics as they are put together; all names begin with {@code gateway_}. One thread. */
final class Metrics {
    private static final String PREFIX = "gateway_";

    private final List<MetricSnapshot> metrics = new ArrayList<>();

    /** A number that only grows; {@code _total} is added to its name. */
    Metrics counter(String name, String help, double value) {
        return counters(name, help, "", Map.of("", value));
    }

    /** Numbers that only grow, by one label. */
    Metrics counters(String name, String help, String label, Map<String, ? extends Number> values) {
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(PREFIX + name).help(help);
        values.forEach((value, number) -> snapshot.dataPoint(CounterDataPointSnapshot.builder()
            .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value)).value(number.doubleValue()).build()));
        metrics.add(snapshot.build());
        return this;
    }

    /** A number that comes and goes. */
    Metrics gauge(String name, String help, double value) {
        return gauges(name, help, "", Map.of("", value));
    }

    /** Numbers that come and go, by one label. */
    Metrics gauges(String name, String help, String label, Map<String, ? extends Number> values) {
        GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        values.forEach((value, number) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
            .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value)).value(number.doubleValue()).build()));
        metrics.add(snapshot.build());
        return this;
    }

    Metrics add(MetricSnapshot snapshot) {
        metrics.add(snapshot);
        return this;
    }

    MetricSnapshots all() {
        return new MetricSnapshots(metrics);
    }

    /** Values by label, in this order. */
    static Map<String, Long> values(Object... labelsAndValues) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            values.put((String) labelsAndValues[i], ((Number) labelsAndValues[i + 1]).longValue());
        }
        return values;
    }
}
