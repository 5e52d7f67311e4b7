package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.network.Plan;
import gateway.lab.network.Router;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import gateway.lab.program.Swarm;
import gateway.lab.program.Transmission;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A download over the peer wire: passes, is refused, is ended. */
class BitTorrentTest {
    private static final long FILE = 5L << 20;
    private static final Duration DOWNLOAD = Duration.ofSeconds(60);
    private static final Duration RETRIES = Duration.ofSeconds(8);
    private static final Predicate<JsonNode> REFUSED =
        Records.decision("block", "bittorrent", Site.SEEDER.address4());

    @ParameterizedTest
    @EnumSource(Plan.Offloads.class)
    void shouldPassWithoutARuleAndBeRefusedWithOne(Plan.Offloads offloads) {
        try (Rig rig = Rig.with(Plan.STANDARD.with(offloads))) {
            Swarm swarm = Swarm.start(rig.laboratory(), FILE, Transmission.Style.PLAIN);
            Aria2 other = new Aria2(rig.client(), Site.CLIENT.secondAddress4());
            try (Download download = other.fetch(swarm.torrent(), rig.fresh(), Aria2.Wire.PLAIN)) {
                assertTrue(download.await(DOWNLOAD), () -> download.program().output());
            }
            rig.gateway().change(2, () -> rig.configuration().rule(Rig.NO_BITTORRENT).rule(Rig.TRACKER));
            Aria2 client = new Aria2(rig.client());
            try (Download download = client.fetch(swarm.torrent(), rig.fresh(), Aria2.Wire.PLAIN)) {
                assertTrue(rig.gateway().records().await(DOWNLOAD, REFUSED), () -> rig.gateway().output());
                assertFalse(download.await(RETRIES));
                assertEquals(0, Rig.stored(download.target()));
                assertTrue(download.program().alive());
            }
        }
    }

    @Test
    void shouldEndADownloadWithinTwoSecondsOfTheRuleAndLetItGoOnWithoutIt() {
        try (Rig rig = Rig.with()) {
            rig.seeder().limitSending(16);
            Swarm swarm = Swarm.start(rig.laboratory(), 20L << 20, Transmission.Style.PLAIN);
            Router router = rig.laboratory().router();
            Aria2 client = new Aria2(rig.client());
            try (Download download = client.fetch(swarm.torrent(), rig.fresh(), Aria2.Wire.PLAIN)) {
                Await.until(DOWNLOAD, "the download is under way",
                    () -> router.traffic(Site.CLIENT).sentBytes() > 2L << 20);
                rig.configuration().rule(Rig.NO_BITTORRENT);
                Await.pause(Duration.ofSeconds(2));
                long bytes = router.traffic(Site.CLIENT).sentBytes();
                Await.pause(Duration.ofSeconds(5));
                long more = router.traffic(Site.CLIENT).sentBytes() - bytes;
                assertTrue(more < 20_000, "after two seconds there came " + more + " bytes more");
                rig.configuration().remove(Rig.NO_BITTORRENT);
                assertTrue(download.await(Duration.ofSeconds(90)), () -> download.program().output());
            }
        }
    }
}
