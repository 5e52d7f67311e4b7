package gateway.core.internal.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScannerStatus;
import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.operation.ScanPicture.Level;
import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.operation.Seen;
import gateway.core.internal.pipeline.PlaceSums.Key;
import gateway.core.internal.policy.ExceptionCase;
import gateway.testkit.PrometheusText;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Seen seen = new Seen();
    private final GatewayMetrics metrics = new GatewayMetrics(seen, Optional::empty);

    private PrometheusText scrape() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, metrics.now());
        return PrometheusText.read(text.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldShowWhatWasSeenLast() throws IOException {
        seen.counters.packets = 12;
        seen.counters.refusedFlows = 3;
        seen.counters.count(ExceptionCase.MIDSTREAM);
        seen.bytes.put("bittorrent", 9_000_000_000L);
        seen.bytes.put("unidentified", 5L);
        seen.places.addCountry(new Key("bittorrent", "JP"), 7000, 70, 0);
        seen.places.addCountry(new Key("http", "JP"), 2, 1, 0);
        seen.places.addCountry(new Key("http", ""), 40, 4, 0);
        seen.rules = new RuleCounters(100, 20, 3, 4, 5, 6);
        seen.look(0);
        PrometheusText text = scrape();

        assertEquals(1, text.samples.get("gateway_up"));
        assertEquals(12, text.samples.get("gateway_packets_total"));
        assertEquals(3, text.samples.get("gateway_flows_refused_total"));
        assertEquals(9e9, text.samples.get("gateway_application_bytes_total{application=\"bittorrent\"}"));
        assertEquals(7073, text.samples.get("gateway_country_bytes_total{country=\"JP\"}"));
        assertEquals(44, text.samples.get("gateway_country_bytes_total{country=\"unknown\"}"));
        assertEquals(100, text.samples.get("gateway_kernel_packets_total{fate=\"accepted\"}"));
        assertEquals(9, text.samples.get("gateway_kernel_packets_total{fate=\"queued\"}"));
        assertEquals(1, text.samples.get("gateway_exceptions_total{case=\"midstream\"}"));
        assertEquals(0, text.samples.get("gateway_plugins{state=\"quarantined\"}"));
    }

    @Test
    void shouldCountEveryPacketInTheHistogramOnce() throws IOException {
        seen.latency.add(5, 1);
        seen.latency.add(1500, 2);
        seen.latency.add(Long.MAX_VALUE / 4, 1);
        seen.look(0);
        PrometheusText text = scrape();

        assertEquals(1, text.samples.get("gateway_verdict_seconds_bucket{le=\"1.024E-6\"}"));
        assertEquals(3, text.samples.get("gateway_verdict_seconds_bucket{le=\"2.048E-6\"}"));
        assertEquals(4, text.samples.get("gateway_verdict_seconds_count"));
    }

    @Test
    void shouldSayOnlyThatTheGatewayDoesNotRunWhileItDoesNot() throws IOException {
        seen.look(0).phase = Phase.FAILED;
        PrometheusText text = scrape();

        assertEquals(0, text.samples.get("gateway_up"));
        assertFalse(text.samples.containsKey("gateway_packets_total"));
    }

    @Test
    void shouldShowHowFilesAreScanned() throws IOException {
        seen.counters.cleanTransfers = 7;
        seen.scans = new Scans(true, false, Optional.of(new ScannerStatus(ScannerStatus.Phase.SERVING, "", "",
            new ScannerStatus.Signatures("there", 9, seen.nowMillis - 5000), 2, 3, 0,
            new ScannerStatus.Totals(0, 0, 0, Map.of(), 4, 1))), new Level(10, 100), new Level(20, 200),
            List.of());
        seen.look(0);
        PrometheusText text = scrape();

        assertEquals(7, text.samples.get("gateway_scanned_transfers_total{verdict=\"clean\"}"));
        assertEquals(0, text.samples.get("gateway_unscanned_transfers_total{reason=\"too_large\"}"));
        assertEquals(1, text.samples.get("gateway_scanner_up"));
        assertEquals(3, text.samples.get("gateway_scans{state=\"waiting\"}"));
        assertEquals(20, text.samples.get("gateway_content_bytes{place=\"disk\"}"));
        assertEquals(5, text.samples.get("gateway_signature_age_seconds"));
        shouldBeDocumentedAllOfThem();
    }

    @Test
    void shouldShowWhatBecameOfLists() throws IOException {
        seen.counters.lists = 9;
        seen.counters.replacedPeers = 40;
        seen.counters.listsAskedPlainly = 3;
        seen.localization = new Localization(true, true, 0, "", List.of());
        seen.look(0);
        PrometheusText text = scrape();

        assertEquals(9, text.samples.get("gateway_peer_lists_total"));
        assertEquals(40, text.samples.get("gateway_replaced_peers_total"));
        assertEquals(3, text.samples.get("gateway_lists_asked_plainly_total"));
        assertEquals(0, text.samples.get("gateway_localized_lists_total{result=\"changed\"}"));
        assertEquals(1, text.samples.get("gateway_localizer_up"));
    }

    @Test
    void shouldSayThatNobodyScans() throws IOException {
        seen.look(0);
        PrometheusText text = scrape();

        assertEquals(0, text.samples.get("gateway_scanner_up"));
        assertFalse(text.samples.containsKey("gateway_signature_age_seconds"));
    }

    @Test
    void shouldBoundTheLabelsOfApplicationsAndLoseNoByte() throws IOException {
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 50; i++) {
                seen.bytes.put("app" + (round * 50 + i), 1L);
            }
            seen.look(2000);
            scrape();
        }
        PrometheusText text = scrape();

        var labelled = text.samples.entrySet().stream()
            .filter(each -> each.getKey().startsWith("gateway_application_bytes_total")).toList();
        assertEquals(Applications.BOUND + 1, labelled.size());
        assertEquals(500, labelled.stream().mapToDouble(each -> each.getValue()).sum());
    }

    /** The test's own reader has to be strict, or it says nothing. */
    @Test
    void shouldReadStrictly() {
        for (String wrong : new String[] {"a 1\n", "# TYPE a gauge\na 1", "# TYPE a gauge\na one\n",
            "# TYPE a gauge\na 1\na 1\n", "# TYPE a gauge\na{b=c} 1\n", "# TYPE a counter\na 1\n",
            "# TYPE a gauge\n# TYPE b gauge\nb 1\n# TYPE a gauge\n", "# TYPE a gauge\nb 1\n"}) {
            assertThrows(AssertionError.class, () -> PrometheusText.read(wrong), wrong);
        }
    }

    @Test
    void shouldBeDocumentedAllOfThem() throws IOException {
        String docs = Files.readString(Path.of("../docs/operations.md"));
        seen.look(0);
        for (String family : scrape().types.keySet()) {
            assertTrue(docs.contains('`' + family + '`'), family + " is missing in docs/operations.md");
        }
    }
}
