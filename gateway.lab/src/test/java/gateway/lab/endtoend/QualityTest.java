package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Ppstream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of clients that are kept from far peers and of others. The peers' network is near, the seeder's far. */
class QualityTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule HALF = Rule.of("near", "localize", "ppstream").with("farPeers", "0")
        .with("leastPeers", "0").with("controlPercent", "50");

    private static String effects(Rig rig) {
        return rig.gateway().gogo().ask("gateway:localization");
    }

    /** Of a hundred numbers, by which clients are chosen, the first address has 12, the second one 87. */
    @Test
    void shouldCompareThoseWhoAreLocalizedWithThoseWhoAreLeftAlone() {
        try (Rig rig = Rig.withNearPeers(HALF)) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFile video = SharedFile.create(rig.fresh().resolve("video.f4v"), 1_000_000, 1);
            Ppstream.peer(rig.seeder(), video.path());
            Ppstream.peer(near, video.path());
            try (RunningProgram first = Ppstream.server(rig.server(), List.of(near))) {
                watch(rig, Site.CLIENT.secondAddress4(), video);
            }
            Ppstream.server(rig.server(), List.of(rig.seeder()));
            watch(rig, Site.CLIENT.address4(), video);
            watch(rig, Site.CLIENT.secondAddress4(), video);
            Pattern all = Pattern.compile(
                "localized +1 +2\\d{6} +0\\.\\d %.*\\n *left alone +1 +1\\d{6} +(9|10)\\d\\.\\d %");
            Await.until(LIMIT, "the near bytes of one and the far ones of the other client",
                () -> all.matcher(effects(rig)).find());
            assertTrue(effects(rig).contains("too few clients"), effects(rig));
        }
    }

    private static void watch(Rig rig, String address, SharedFile video) {
        try (RunningProgram viewer =
                 Ppstream.viewer(rig.client(), address, rig.server(), video, rig.fresh().resolve("whole"))) {
            assertTrue(viewer.await(LIMIT), viewer::output);
        }
    }
}
