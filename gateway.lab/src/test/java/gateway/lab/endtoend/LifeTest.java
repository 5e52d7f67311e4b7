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
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.Nginx;
import gateway.lab.program.Ping;
import gateway.lab.program.SharedFile;
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

    @Test
    void shouldNotDisturbAPingWhileItStartsStopsAndStartsAgain() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            Configuration configuration = Configuration.of(laboratory);
            String before = laboratory.router().rules();
            Ping ping = Ping.start(laboratory.host(Site.CLIENT), Site.SERVER.address4());
            for (int i = 0; i < 2; i++) {
                try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration)) {
                    assertTrue(laboratory.router().rules().contains(OURS), gateway::output);
                    Await.pause(SETTLE);
                    assertTrue(gateway.stop(), gateway::output);
                }
                assertFalse(laboratory.router().rules().toUpperCase(Locale.ROOT).contains(OURS),
                    () -> before + laboratory.router().rules());
            }
            Ping.Result result = ping.end();
            assertEquals(0, result.lost(), result::toString);
            assertTrue(result.maxMillis() < LONGEST_MILLIS, result::toString);
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
}
