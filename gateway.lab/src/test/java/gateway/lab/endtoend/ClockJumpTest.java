package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.appliance.WallClock;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.TrialBundle;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.Heartbeat;
import gateway.lab.traffic.JavaProgram;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock while the gateway works. */
class ClockJumpTest {
    private static final int PORT = 7777;
    private static final Duration BEATS = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final DateTimeFormatter EVE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSZ");
    private static final Rule WATCH = Rule.of("watch-trial", "monitor", "trial");

    @Test
    void shouldGoOnWhenTheClockJumpsADayAheadAndTwoDaysBack() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            WallClock clock = new WallClock(laboratory.directory("clock"));
            Configuration configuration = Configuration.of(laboratory).rule(WATCH);
            Echo.start(laboratory.host(Site.SERVER), PORT);
            try (GatewayProcess gateway = GatewayProcess.start(laboratory, configuration, clock.environment())) {
                gateway.awaitReady();
                RunningProgram heartbeat = new JavaProgram(Heartbeat.class).start(laboratory.host(Site.CLIENT),
                    Site.SERVER.address4(), PORT, BEATS.toSeconds());
                Cycle cycle = new Cycle(gateway, laboratory.host(Site.CLIENT), Site.SERVER.address4(), PORT);
                for (Duration ahead : List.of(Duration.ofDays(1), Duration.ofDays(-1))) {
                    clock.jump(ahead);
                    OffsetDateTime shown = OffsetDateTime.now().plus(ahead);
                    // Files are looked at, bundles come and go, flows are decided and recorded, as before.
                    gateway.change(2, () -> configuration.rule(Rig.NO_BITTORRENT));
                    cycle.run(TrialBundle.parser("read"));
                    gateway.change(1, () -> configuration.remove(Rig.NO_BITTORRENT));
                    assertTrue(configuration.records().await(LIMIT, line -> Duration.between(shown, time(line)).abs()
                        .compareTo(HALF_A_DAY) < 0),
                        () -> "it did see the jump to " + shown + ": "
                            + configuration.records().find(line -> true));
                }
                assertTrue(heartbeat.await(LIMIT));
                String[] beats = heartbeat.output().strip().split(" ");
                assertEquals(beats[0], beats[1], heartbeat.output());
                assertEquals(0, gateway.stat("workers replaced"), gateway::output);
                assertTrue(gateway.stop(), gateway::output);
            }
        }
    }

    private static OffsetDateTime time(JsonNode line) {
        return OffsetDateTime.parse(line.path("timestamp").asText(), EVE);
    }
}
