package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Plan;
import gateway.lab.plugin.Transfers;
import gateway.lab.process.Await;
import gateway.lab.program.SharedFile;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded files are whole, whether the kernel forwards them and shows copies, or they are queued, or both. */
class TapTest {
    private static final Rule AUDIT = Rule.of("audit-http", "audit", "http");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Predicate<JsonNode> OUTCOME =
        Records.of("fileinfo", "http").and(line -> line.path("fileinfo").has("stored"));
    private static final Pattern TAPPED = Pattern.compile("bytes read from taps\\s+(\\d+)");
    private static final int SIZE = 8_000_000;
    private static final int FILES = 12;
    /** Traffic does not wait for records: on a busy machine they would not keep up with what a loopback carries. */
    private static final int MEGABITS = 300;

    private static long tapped(Rig rig) {
        Matcher line = TAPPED.matcher(rig.gateway().gogo().ask("gateway:stats"));
        assertTrue(line.find());
        return Long.parseLong(line.group(1));
    }

    private static Rig rig(Plan plan, int megabytes) {
        return Rig.configured(plan, conf -> conf.rule(AUDIT).intake("tapMegabytes", megabytes));
    }

    /** With no memory, with credit for seven packets, and with what there is without a word. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32})
    void shouldRecordWholeFiles(int megabytes) {
        recordWholeFiles(Plan.STANDARD, megabytes);
    }

    /** Packets as they are on a wire, a client behind the gateway's address, and a bridge. */
    @ParameterizedTest
    @MethodSource("plans")
    void shouldRecordWholeFilesWhereverTheyPass(Plan plan) {
        recordWholeFiles(plan, 32);
    }

    private static List<Plan> plans() {
        return List.of(Plan.ROUTED.with(Plan.Offloads.OFF), Plan.NAT, Plan.BRIDGED);
    }

    private static void recordWholeFiles(Plan plan, int megabytes) {
        try (Rig rig = rig(plan, megabytes)) {
            rig.server().limitSending(MEGABITS);
            SharedFile file = rig.serve(SIZE);
            Transfers transfers = new Transfers(4, rig.client(), rig.server(), file, rig.fresh());
            try (transfers) {
                Await.until(SOON, "files were fetched", () -> transfers.complete() >= FILES);
            }
            assertEquals(0, transfers.harmed());
            assertTrue(rig.gateway().records().await(SOON, OUTCOME, transfers.complete()),
                () -> rig.gateway().records().find(OUTCOME).size() + " of " + transfers.complete());
            List<JsonNode> whole = rig.gateway().records().find(OUTCOME).stream()
                .filter(line -> line.path("fileinfo").path("stored").asBoolean()).toList();
            assertTrue(whole.size() >= transfers.complete(), () -> rig.gateway().records().find(OUTCOME).toString());
            long tapped = tapped(rig);
            assertTrue(megabytes == 0 ? tapped == 0 : tapped > SIZE, tapped + " bytes were tapped");
        }
    }
}
