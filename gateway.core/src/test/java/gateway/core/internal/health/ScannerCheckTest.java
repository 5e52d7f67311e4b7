package gateway.core.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScannerStatus;
import gateway.api.content.ScannerStatus.Phase;
import gateway.api.content.ScannerStatus.Signatures;
import gateway.api.content.ScannerStatus.Totals;
import gateway.api.operation.ScanPicture.Level;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.operation.Seen;
import java.util.Map;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;

class ScannerCheckTest {
    private static final Level NOTHING = new Level(0, 1);

    private final Seen seen = new Seen();

    private void assertHealth(Status status, String words, boolean wanted, boolean blocked, ScannerStatus scanner) {
        seen.scans = new Scans(wanted, blocked, Optional.ofNullable(scanner), NOTHING, NOTHING,
            List.of());
        Result result = new ScannerCheck(seen.look(0)).execute();
        assertEquals(status, result.getStatus(), result.toString());
        assertTrue(result.toString().contains(words), result.toString());
    }

    private static ScannerStatus scanner(Phase phase, Signatures signatures) {
        return new ScannerStatus(phase, "because of the test", "ClamAV 1", signatures, 0, 0, 0,
            new Totals(0, 0, 0, Map.of(), 0, 0));
    }

    private ScannerStatus ofAge(long days) {
        return scanner(Phase.SERVING, new Signatures("there", 9, seen.nowMillis - TimeUnit.DAYS.toMillis(days)));
    }

    @Test
    void shouldNotAskForAScannerThatNoRuleWants() {
        assertHealth(Status.OK, "no rule wants", false, true, null);
        assertHealth(Status.OK, "no rule wants", false, true, scanner(Phase.DOWN, new Signatures("", -1, -1)));
    }

    @Test
    void shouldSayWhatBecomesOfFilesThatNobodyScans() {
        assertHealth(Status.WARN, "pass unscanned: there is no bundle", true, false, null);
        assertHealth(Status.CRITICAL, "are refused: there is no bundle", true, true, null);
        ScannerStatus down = scanner(Phase.DOWN, new Signatures("", -1, -1));
        assertHealth(Status.WARN, "pass unscanned: the scanner is down: because of the test", true, false, down);
        assertHealth(Status.CRITICAL, "are refused: the scanner is down", true, true, down);
    }

    @Test
    void shouldSayThatFilesWaitWhileTheScannerStarts() {
        Signatures none = new Signatures("", -1, -1);
        assertHealth(Status.TEMPORARILY_UNAVAILABLE, "wait", true, true, scanner(Phase.STARTING, none));
        assertHealth(Status.TEMPORARILY_UNAVAILABLE, "wait", true, true, scanner(Phase.IDLE, none));
    }

    @Test
    void shouldWarnOfSignaturesThatAreOfNoUse() {
        assertHealth(Status.WARN, "nothing harmful is found: only for tests", true, true,
            scanner(Phase.SERVING, new Signatures("only for tests", 3, -1, true)));
        assertHealth(Status.WARN, "7 days old", true, true, ofAge(ScannerCheck.OLD_DAYS));
        assertHealth(Status.OK, "ClamAV 1", true, true, ofAge(ScannerCheck.OLD_DAYS - 1));
        assertHealth(Status.OK, "ClamAV 1", true, true, scanner(Phase.SERVING, new Signatures("a clamd", -1, -1)));
    }
}
