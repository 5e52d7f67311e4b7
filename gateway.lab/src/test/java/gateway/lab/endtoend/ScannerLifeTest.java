package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.Gogo;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.appliance.Tree;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.Transfers;
import gateway.lab.process.Await;
import gateway.lab.program.SharedFile;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A scanner that comes and goes, and a clamd that is killed, while files are scanned. */
class ScannerLifeTest {
    private static final Rule SCAN = Rule.of("scan-web", "scan", "http");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SWAPS = 20;
    private static final int INSTALLATIONS = 10;
    private static final int KILLS = 5;
    private static final Predicate<JsonNode> SCANNED = Records.of("scan", "http");
    private static final Predicate<JsonNode> CLEAN =
        SCANNED.and(line -> line.path("scan").path("verdict").asText().equals("clean"));

    private static void awaitMore(Rig rig, Predicate<JsonNode> wanted) {
        int before = rig.gateway().records().find(wanted).size();
        assertTrue(rig.gateway().records().await(SOON, wanted, before + 1), () -> rig.gateway().output());
    }

    @Test
    void shouldHarmNoTransferAndLeaveNothingBehindWhereTheScannerIsSwapped() {
        try (Rig rig = Rig.with(SCAN)) {
            SharedFile file = rig.serve(1_000_000);
            Gogo gogo = rig.gateway().gogo();
            String id = gogo.bundle("gateway.scanner");
            int before = Cycle.classLoaders(rig.gateway());
            Transfers transfers = new Transfers(8, rig.client(), rig.server(), file, rig.fresh());
            try (transfers) {
                for (int i = 0; i < SWAPS; i++) {
                    gogo.ask("felix:stop " + id);
                    Await.until(SOON, "nothing is held", () -> rig.gateway().stat("packets held") == 0);
                    gogo.ask("felix:update " + id);
                    gogo.ask("felix:start " + id);
                    awaitMore(rig, CLEAN);
                }
            }
            assertEquals(0, transfers.harmed(), rig.gateway()::output);
            assertTrue(transfers.complete() > SWAPS);
            assertEquals(before, Cycle.classLoaders(rig.gateway()), "nothing of the earlier ones is left");
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }

    @Test
    void shouldScanAgainWhereTheScannerIsUninstalledAndInstalledAnew() {
        try (Rig rig = Rig.with(SCAN)) {
            SharedFile file = rig.serve(1_000_000);
            Gogo gogo = rig.gateway().gogo();
            String jar = "file:" + Tree.jar("gateway.scanner");
            Clamd clamd = Clamd.of(rig.gateway());
            Transfers transfers = new Transfers(8, rig.client(), rig.server(), file, rig.fresh());
            try (transfers) {
                for (int i = 0; i < INSTALLATIONS; i++) {
                    assertTrue(clamd.signal("STOP"));
                    Await.until(SOON, "files are held", () -> rig.gateway().stat("packets held") > 0);
                    gogo.ask("felix:uninstall " + gogo.bundle("gateway.scanner"));
                    clamd = afterwards(rig, () -> gogo.ask("felix:start " + jar));
                    clamd = afterwards(rig, () -> gogo.ask("felix:update " + gogo.bundle("gateway.scanner")));
                }
            }
            assertEquals(0, transfers.harmed(), rig.gateway()::output);
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }

    @Test
    void shouldLoseNoTransferWhereClamdIsKilledAndWhatIsNotScannedPasses() {
        try (Rig rig = Rig.with(SCAN)) {
            Transfers transfers = underKills(rig);
            assertEquals(0, transfers.harmed(), rig.gateway()::output);
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }

    @Test
    void shouldCompleteNoTransferUnscannedWhereWhatIsNotScannedIsBlocked() {
        try (Rig rig = Rig.with(SCAN)) {
            for (String which : List.of("scannerUnavailable", "scanTimeout", "scanBusy", "scanOutOfSequence",
                "holdTimeout", "reassemblyLimit")) {
                rig.configuration().exception(which, "BLOCK");
            }
            rig.gateway().change(1, () -> rig.configuration().exception("holdLimit", "BLOCK"));
            Transfers transfers = underKills(rig);
            assertTrue(rig.gateway().records().await(SOON, CLEAN, transfers.complete()),
                () -> transfers.complete() + " came, " + rig.gateway().records().find(CLEAN).size() + " were clean");
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }

    /** The clamd that serves after a change, once a file was found clean. */
    private static Clamd afterwards(Rig rig, Runnable change) {
        int first = rig.gateway().lines();
        change.run();
        Clamd clamd = Clamd.of(rig.gateway(), first);
        awaitMore(rig, CLEAN);
        return clamd;
    }

    /** Transfers go on while clamd is killed again and again. */
    private static Transfers underKills(Rig rig) {
        SharedFile file = rig.serve(1_000_000);
        Clamd clamd = Clamd.of(rig.gateway());
        Transfers transfers = new Transfers(4, rig.client(), rig.server(), file, rig.fresh());
        try (transfers) {
            for (int i = 0; i < KILLS; i++) {
                Await.until(SOON, "clamd is killed", () -> clamd.signal("KILL"));
                awaitMore(rig, CLEAN);
            }
        }
        assertTrue(transfers.complete() > 0);
        return transfers;
    }
}
