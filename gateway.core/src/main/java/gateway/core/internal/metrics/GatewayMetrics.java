package gateway.core.internal.metrics;

import gateway.api.operation.GatewayStatus;
import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.operation.PlaceBytes;
import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugInDirectory;
import gateway.core.internal.intake.Latency;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.policy.ExceptionCase;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All metrics of the gateway; docs/operations.md lists them. Any thread. */
public final class GatewayMetrics {
    private static final double NANOS = 1e9;
    /** The first bucket of the histogram: 2 to the 10 nanoseconds; nothing is faster. */
    private static final int FIRST_BUCKET = 10;

    private final Observations observations;
    private final Supplier<Optional<PlugInDirectory>> plugIns;
    private final Applications applications = new Applications();

    /** Of what is observed. */
    public GatewayMetrics(Observations observations, Supplier<Optional<PlugInDirectory>> plugIns) {
        this.observations = observations;
        this.plugIns = plugIns;
    }

    /** As of the last observation; while the gateway does not run, only that it does not. */
    public MetricSnapshots now() {
        GatewayStatus status = observations.status();
        Metrics metrics = new Metrics()
            .gauge("up", "Whether the gateway looks at packets", status.phase() == Phase.RUNNING ? 1 : 0)
            .gauge("rules", "Policy rules in force", status.rules())
            .gauge("configuration_problems", "Lines about conf/ that cannot be used", status.problems().size())
            .gauges("plugins", "Bundles that add to the gateway, by state", "state", plugInsByState());
        observations.newest().ifPresent(now -> {
            workers(metrics, now);
            flows(metrics, now);
            kernel(metrics, now);
            abnormal(metrics, now);
            ScanMetrics.add(metrics, now);
            ListMetrics.add(metrics, now);
        });
        return metrics.all();
    }

    private static void workers(Metrics metrics, Observation now) {
        Counters counters = now.totals().counters();
        metrics.gauge("workers", "Threads that look at packets", now.turns().size())
            .counter("packets", "Packets that workers looked at", counters.packets)
            .counter("bytes", "Bytes of these packets, IP headers included", counters.bytes)
            .counter("payload_packets", "TCP and UDP packets with payload among them", counters.payloadPackets)
            .counter("malformed_packets", "Packets whose lengths cannot be", counters.malformedPackets)
            .counter("other_packets", "Packets that were neither TCP nor UDP, or later fragments",
                counters.otherPackets)
            .counter("refused_packets", "Packets that workers refused", counters.refusedPackets)
            .counter("moved_packets", "Packets moved to the reading lane", counters.movedPackets)
            .gauge("held_packets", "Packets whose verdict is postponed", now.waiting().held())
            .add(HistogramSnapshot.builder().name("gateway_verdict_seconds")
                .help("From the arrival of a packet's batch at a worker to the batch's verdicts")
                .dataPoint(histogram(now.waiting().latency())).build());
    }

    private static HistogramDataPointSnapshot histogram(Latency latency) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long first = 0;
        for (int i = 0; i < Latency.BUCKETS; i++) {
            if (i < FIRST_BUCKET) {
                first += latency.packets(i);
            } else {
                double edge = i == Latency.BUCKETS - 1 ? Double.POSITIVE_INFINITY : Math.scalb(1.0, i) / NANOS;
                buckets.bucket(edge, latency.packets(i) + first);
                first = 0;
            }
        }
        return HistogramDataPointSnapshot.builder().classicHistogramBuckets(buckets.build())
            .sum(latency.nanos() / NANOS).build();
    }

    private void flows(Metrics metrics, Observation now) {
        Counters counters = now.totals().counters();
        metrics.gauge("flows", "Flows in the tables", now.totals().flows())
            .counter("flows_begun", "Flows that began", now.totals().flowsCreated())
            .counter("flows_identified", "Flows that were given a label", counters.identifiedFlows)
            .counter("flows_offloaded", "Flows that the kernel was told to handle alone", counters.offloadedFlows)
            .counter("flows_refused", "Flows that were refused", counters.refusedFlows)
            .counter("keywords", "Texts in which a rule's keyword was found", counters.keywords)
            .counter("tapped_bytes", "Bytes of contents that the kernel forwarded and of which copies were read",
                counters.tappedBytes)
            .counter("unread_bytes", "Bytes of contents in read flows that nobody wanted to see", counters.unreadBytes)
            .counter("texts_overwritten", "Texts in which keywords were overwritten", counters.overwrittenTexts)
            .gauge("heads", "Flows whose first bytes are kept for classification", now.totals().heads())
            .counter("heads_refused", "Flows for whose first bytes there was no memory", now.totals().headsRefused())
            .gauge("announced_peers", "Peers on the address list", now.peers())
            .counters("application_bytes", "Bytes by application, those that the kernel handled alone included",
                "application", applications.byLabel(now.totals().bytesByApplication()))
            .counters("country_bytes", "The same by country of the outside end", "country",
                countries(now.totals().bytesByPlace().bytesByCountry()));
    }

    /** Two letters have no meaning of their own as a label where nobody knows the country. */
    private static Map<String, Long> countries(Map<String, Long> byCountry) {
        Map<String, Long> labelled = new TreeMap<>(byCountry);
        Long unknown = labelled.remove(PlaceBytes.UNKNOWN);
        if (unknown != null) {
            labelled.put("unknown", unknown);
        }
        return labelled;
    }

    private static void kernel(Metrics metrics, Observation now) {
        metrics.counters("kernel_packets", "Packets that met the gateway's rules in the kernel, by what became of them",
                "fate", Metrics.values("accepted", now.rules().accepted(), "refused", now.rules().refused(),
                    "refused_new", now.rules().refusedNew(), "queued", now.rules().queued()))
            .counter("unseen_packets", "Packets sent to the queues that no worker saw: they passed", now.unseen())
            .gauge("queue_packets", "Packets that wait in the kernel's queues", now.queued())
            .counters("queue_dropped_packets", "Packets that the kernel dropped, by what was full", "full",
                Metrics.values("queue", now.queues().stream().mapToLong(QueueState::droppedFull).sum(),
                    "socket", now.queues().stream().mapToLong(QueueState::droppedUnread).sum()))
            .gauge("connections", "Entries of the kernel's connection table", now.level().entries())
            .gauge("connections_max", "Entries that it can hold; 0 where the kernel does not say",
                now.level().maximum())
            .counter("rule_repairs", "How often the rules had to be put back", now.repairs());
    }

    private static void abnormal(Metrics metrics, Observation now) {
        Map<String, Long> cases = new LinkedHashMap<>();
        for (ExceptionCase which : ExceptionCase.values()) {
            cases.put(which.key(), now.totals().counters().exceptions(which));
        }
        metrics.counters("exceptions", "Abnormal cases, by exception policy", "case", cases)
            .counter("parser_errors", "Things that protocol bundles threw", now.totals().counters().parserErrors)
            .counter("records_lost", "Records lost since auditors were slower than the traffic", now.recordsLost());
    }

    private Map<String, Long> plugInsByState() {
        Map<String, Long> byState = new TreeMap<>();
        for (PlugIn.State state : PlugIn.State.values()) {
            byState.put(state.name().toLowerCase(Locale.ROOT), 0L);
        }
        plugIns.get().ifPresent(directory -> directory.plugIns()
            .forEach(each -> byState.merge(each.state().name().toLowerCase(Locale.ROOT), 1L, Long::sum)));
        return byState;
    }
}
