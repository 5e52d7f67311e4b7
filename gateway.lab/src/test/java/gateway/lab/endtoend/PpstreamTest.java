package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Site;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Ppstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A viewer inside fetches a video from two peers outside that a server told it of; all are speakers of our own. */
class PpstreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule WATCH = Rule.of("watch", "audit", "ppstream");
    private static final Rule NO_PPSTREAM = Rule.of("no-ppstream", "block", "ppstream")
        .with("client", Site.CLIENT.network4());

    @Test
    void shouldPassAndBeReadUntilARuleRefusesIt() {
        try (Rig rig = Rig.with(WATCH)) {
            SharedFile video = SharedFile.create(rig.fresh().resolve("video.f4v"), 300_000, 1);
            Ppstream.peer(rig.seeder(), video.path());
            Ppstream.peer(rig.laboratory().host(Site.PEER), video.path());
            Ppstream.server(rig.server(), List.of(rig.seeder(), rig.laboratory().host(Site.PEER)));
            watch(rig, video);
            assertTrue(rig.gateway().records().await(LIMIT, said("hello", Site.SEEDER)), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, said("buffer_map", Site.PEER)), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, said("request", Site.PEER)), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, Records.of("peers", "ppstream")
                .and(record -> record.path("peers").path("count").asInt() == 2)), rig.gateway()::output);
            rig.gateway().change(2, () -> rig.configuration().rule(NO_PPSTREAM));
            refuse(rig, video);
        }
    }

    private static void watch(Rig rig, SharedFile video) {
        Path whole = rig.fresh().resolve("whole");
        try (RunningProgram viewer = Ppstream.viewer(rig.client(), rig.server(), video, whole)) {
            assertTrue(viewer.await(LIMIT), viewer::output);
            assertEquals(0, viewer.status(), viewer::output);
            assertTrue(viewer.output().contains("from " + Site.SEEDER.address4()), viewer::output);
            assertTrue(viewer.output().contains("from " + Site.PEER.address4()), viewer::output);
        }
        assertTrue(video.sameAs(whole));
    }

    private static void refuse(Rig rig, SharedFile video) {
        try (RunningProgram refused = Ppstream.viewer(rig.client(), rig.server(), video, rig.fresh().resolve("no"))) {
            assertTrue(rig.gateway().records().await(LIMIT,
                Records.decision("block", "ppstream", Site.SERVER.address4())), rig.gateway()::output);
            assertTrue(refused.await(LIMIT), refused::output);
            assertNotEquals(0, refused.status());
            assertFalse(refused.output().contains("from "), refused::output);
        }
    }

    private static Predicate<JsonNode> said(String channel, Site peer) {
        return Records.of("identified", "ppstream")
            .and(record -> record.path("identified").path("channel").asText().equals(channel))
            .and(record -> record.path("dest_ip").asText().equals(peer.address4()));
    }
}
