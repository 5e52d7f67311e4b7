package gateway.core.internal.metrics;

import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus;
import gateway.api.content.ScannerStatus.Phase;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.pipeline.Counters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Metrics of the scanning of files. Any thread. */
final class ScanMetrics {
    private static final double MILLIS = 1000;

    private ScanMetrics() {
    }

    static void add(Metrics metrics, Observation now) {
        transfers(metrics, now.totals().counters());
        Scans scans = now.scans();
        metrics.gauges("content_bytes", "Bytes of files that are kept to be scanned, by place", "place",
                Metrics.values("memory", scans.memory().bytes(), "disk", scans.disk().bytes()))
            .gauges("content_bytes_max", "The most that are kept, by place", "place",
                Metrics.values("memory", scans.memory().bound(), "disk", scans.disk().bound()))
            .gauge("scans_wanted", "Whether a rule wants files scanned", scans.wanted() ? 1 : 0)
            .gauge("scanner_up", "Whether a scanner can scan", scans.scanner()
                .filter(scanner -> scanner.phase() == Phase.SERVING).isPresent() ? 1 : 0);
        scans.scanner().ifPresent(scanner -> scanner(metrics, scanner, now.atMillis()));
    }

    private static void transfers(Metrics metrics, Counters counters) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        long unscanned = 0;
        for (Reason reason : Reason.values()) {
            reasons.put(reason.name().toLowerCase(Locale.ROOT), counters.unscanned(reason));
            unscanned += counters.unscanned(reason);
        }
        metrics.counters("scanned_transfers", "Transfers that were to be scanned, by verdict", "verdict",
                Metrics.values("clean", counters.cleanTransfers, "infected", counters.infectedTransfers,
                    "not_scanned", unscanned))
            .counters("unscanned_transfers", "Transfers that were not scanned, by reason", "reason", reasons)
            .counter("scanned_bytes", "Bytes of transfers that were scanned", counters.scannedBytes);
    }

    private static void scanner(Metrics metrics, ScannerStatus scanner, long nowMillis) {
        metrics.gauges("scans", "Scans that are being made or wait for their turn", "state",
                Metrics.values("running", (long) scanner.running(), "waiting", (long) scanner.waiting()))
            .counter("scan_retries", "Attempts of scans that were made again", scanner.totals().retries())
            .counter("scanner_restarts", "Starts of the scanner's engine after the first",
                scanner.totals().restarts());
        if (scanner.signatures().count() >= 0) {
            metrics.gauge("signatures", "Signatures of the scanner", scanner.signatures().count());
        }
        if (scanner.signatures().dateMillis() >= 0) {
            metrics.gauge("signature_age_seconds", "Age of the scanner's newest signatures",
                Math.max(0, nowMillis - scanner.signatures().dateMillis()) / MILLIS);
        }
    }
}
