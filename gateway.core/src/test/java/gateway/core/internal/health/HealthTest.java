package gateway.core.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugIn.State;
import gateway.api.operation.PlugInDirectory;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.ConntrackLevel;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.operation.Seen;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    private final Seen seen = new Seen();

    private static void assertHealth(Status status, String words, HealthCheck check) {
        Result result = check.execute();
        assertEquals(status, result.getStatus(), result.toString());
        assertTrue(result.toString().contains(words), result.toString());
    }

    @ParameterizedTest
    @CsvSource({"STARTING, TEMPORARILY_UNAVAILABLE", "FAILED, CRITICAL", "STOPPED, CRITICAL", "RUNNING, OK"})
    void shouldSayWhetherTheGatewayWorks(Phase phase, Status status) {
        seen.phase = phase;
        assertHealth(status, "as the test says", new IntakeCheck(seen));
    }

    @Test
    void shouldMissQueues() {
        seen.turns = List.of(1L, 1L);
        assertHealth(Status.CRITICAL, "only 2 of 4 queues", new IntakeCheck(seen.look(0)));
    }

    @Test
    void shouldWarnOfDroppedPacketsForAMinute() {
        seen.look(2000);
        seen.queues = List.of(new QueueState(0, 0, 4, 1, 0), new QueueState(1, 0, 0, 0, 0));
        seen.look(2000);
        assertHealth(Status.WARN, "5 packets were dropped", new IntakeCheck(seen));
        seen.look(IntakeCheck.RECENT_SECONDS * 1000);
        assertHealth(Status.OK, "2 queues are bound", new IntakeCheck(seen));
    }

    @Test
    void shouldWarnOfMoreThanAFewPacketsThatPassedUnseen() {
        seen.look(2000);
        seen.rules = new RuleCounters(0, 0, 0, 0, 1000, 0);
        seen.received = 990;
        seen.look(2000);
        assertHealth(Status.OK, "bound", new IntakeCheck(seen));
        seen.received = 989;
        seen.look(2000);
        assertHealth(Status.WARN, "11 of 1000 packets passed unseen", new IntakeCheck(seen));
    }

    @Test
    void shouldFindTheWorkerThatStandsStill() {
        seen.turns = List.of(5L, 5L);
        seen.look(WorkersCheck.STILL_MILLIS);
        assertHealth(Status.OK, "all 2 workers", new WorkersCheck(seen, () -> Optional.of(new long[] {6, 7})));
        assertHealth(Status.CRITICAL, "workers [1]", new WorkersCheck(seen, () -> Optional.of(new long[] {6, 5})));
    }

    @Test
    void shouldNotTakeAWorkerForStillThatHadNoTimeToTurn() {
        seen.turns = List.of(5L);
        seen.look(WorkersCheck.STILL_MILLIS - 1);
        assertHealth(Status.OK, "all 1", new WorkersCheck(seen, () -> Optional.of(new long[] {5})));
    }

    @Test
    void shouldWarnWhileTheRulesAreGoneAndWhenTheyGoAgainAndAgain() {
        seen.look(2000);
        assertHealth(Status.WARN, "gone from the kernel", new KernelRulesCheck(seen, () -> false));
        seen.repairs = 1;
        seen.look(2000);
        assertHealth(Status.OK, "put back 1 time", new KernelRulesCheck(seen, () -> true));
        seen.repairs = KernelRulesCheck.MANY_REPAIRS;
        seen.look(2000);
        assertHealth(Status.WARN, "something removes them", new KernelRulesCheck(seen, () -> true));
        seen.look(KernelRulesCheck.RECENT_SECONDS * 1000);
        assertHealth(Status.OK, "in place", new KernelRulesCheck(seen, () -> true));
        assertHealth(Status.WARN, "cannot be read: no iptables", new KernelRulesCheck(seen, () -> {
            throw new IOException("no iptables");
        }));
    }

    @ParameterizedTest
    @CsvSource({"799, 1000, OK", "800, 1000, WARN", "949, 1000, WARN", "950, 1000, CRITICAL", "5, 0, OK"})
    void shouldWatchTheConnectionTable(int entries, int maximum, Status status) {
        seen.level = new ConntrackLevel(entries, maximum);
        assertHealth(status, String.valueOf(entries), new ConnectionsCheck(seen.look(0)));
    }

    @Test
    void shouldSayThatRecordsAreNotKept() {
        seen.look(2000);
        assertHealth(Status.OK, "kept", new RecordsCheck(seen, List::of, List::of));
        assertHealth(Status.CRITICAL, "No space left",
            new RecordsCheck(seen, () -> List.of("No space left"), List::of));
        assertHealth(Status.CRITICAL, "action audit want them: chat, files",
            new RecordsCheck(seen, List::of, () -> List.of("chat", "files")));
        seen.lost = 9;
        seen.look(2000);
        assertHealth(Status.WARN, "9 records were lost", new RecordsCheck(seen, List::of, List::of));
        seen.look(RecordsCheck.RECENT_SECONDS * 1000);
        assertHealth(Status.OK, "kept", new RecordsCheck(seen, List::of, List::of));
    }

    @Test
    void shouldNameBundlesThatWerePutOut() {
        List<PlugIn> plugIns = List.of(new PlugIn("good", "1", "protocol a", State.SERVING, "", 0, 0),
            new PlugIn("bad", "1", "protocol b", State.QUARANTINED, "it loops", 0, 3));
        assertHealth(Status.OK, "1 of 1", new BundlesCheck(() -> Optional.of(directory(plugIns.subList(0, 1)))));
        assertHealth(Status.WARN, "bad is in quarantine: it loops",
            new BundlesCheck(() -> Optional.of(directory(plugIns))));
        assertHealth(Status.OK, "0 of 0", new BundlesCheck(Optional::empty));
    }

    private static PlugInDirectory directory(List<PlugIn> plugIns) {
        return new PlugInDirectory() {
            @Override
            public List<PlugIn> plugIns() {
                return plugIns;
            }

            @Override
            public boolean readmit(String name) {
                return false;
            }
        };
    }

    @Test
    void shouldQuoteWhatIsWrongInTheConfiguration() {
        assertHealth(Status.OK, "in use", new ConfigurationCheck(seen));
        seen.problems = List.of("conf/a.cfg:3: {} is wrong", "conf/b.cfg: is XML");
        assertHealth(Status.WARN, "conf/a.cfg:3: {} is wrong", new ConfigurationCheck(seen));
    }

    @Test
    void shouldSeeNothingWhileTheGatewayDoesNotRun() {
        seen.phase = Phase.FAILED;
        seen.look(0);
        assertHealth(Status.TEMPORARILY_UNAVAILABLE, "nothing is seen", new ConnectionsCheck(seen));
        assertHealth(Status.TEMPORARILY_UNAVAILABLE, "nothing is seen", new KernelRulesCheck(seen, () -> true));
    }
}
