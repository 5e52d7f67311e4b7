package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.Nginx;
import gateway.lab.program.Ping;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.Heartbeat;
import gateway.lab.traffic.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The gateway comes, goes and dies; traffic does not notice. */
class LifeTest {
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration DOWNLOAD = Duration.ofSeconds(60);
    private static final double LONGEST_MILLIS = 100;
    private static final String OURS = "P2PADM";
    private static final int ECHO_PORT = 7777;
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    @Test
    void shouldDisturbNobodyWhileItStartsStopsAndStartsAgain() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            Configuration configuration = Configuration.of(laboratory);
            Echo.start(laboratory.host(Site.SERVER), ECHO_PORT);
            Ping ping = Ping.start(laboratory.host(Site.CLIENT), Site.SERVER.address4());
            RunningProgram heartbeat = new JavaProgram(Heartbeat.class).start(laboratory.host(Site.CLIENT),
                Site.SERVER.address4(), ECHO_PORT, HEARTBEAT.toSeconds());
            for (int i = 0; i < 2; i++) {
                try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration)) {
                    assertTrue(ours(laboratory), gateway::output);
                    Await.pause(SETTLE);
                    assertTrue(gateway.stop(), gateway::output);
                    assertFalse(ours(laboratory), () -> laboratory.router().rules());
                }
            }
            Ping.Result result = ping.end();
            assertEquals(0, result.lost(), result::toString);
            assertTrue(result.maxMillis() < LONGEST_MILLIS, result::toString);
            assertTrue(heartbeat.await(HEARTBEAT.multipliedBy(2)));
            String[] beats = heartbeat.output().strip().split(" ");
            assertEquals(beats[0], beats[1], heartbeat.output());
        }
    }

    @Test
    void shouldSurviveItsDeathDuringADownloadAndBeFollowedByTheNext() {
        try (Rig rig = Rig.with()) {
            Path site = rig.laboratory().directory("www");
            SharedFile file = SharedFile.create(site.resolve("large.bin"), 100_000_000, 1);
            Nginx.start(rig.laboratory(), rig.server(), site);
            Path target = rig.fresh().resolve("large.bin");
            Host client = rig.client();
            try (Download download = new Curl(client).start(Curl.url4(rig.server(), file), target, file, "20m")) {
                Await.until(DOWNLOAD, "the download is under way", () -> Rig.stored(target) > 20_000_000);
                rig.gateway().kill();
                assertFalse(rig.gateway().alive());
                try (GatewayProcess next = GatewayProcess.ready(rig.laboratory(), rig.configuration())) {
                    rig.configuration().rule(Rig.NO_BITTORRENT);
                    assertTrue(download.await(DOWNLOAD), () -> download.program().output());
                    assertEquals(1, rig.laboratory().router().rules().lines()
                        .filter(line -> line.contains("FORWARD -j " + OURS)).count() / 2, next::output);
                }
            }
        }
    }

    private static boolean ours(Laboratory laboratory) {
        return laboratory.router().rules().toUpperCase(Locale.ROOT).contains(OURS);
    }
}
