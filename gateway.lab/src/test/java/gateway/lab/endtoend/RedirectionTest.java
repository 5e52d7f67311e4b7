package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Ppstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Clients that know a far peer alone. The peers' network is near, the seeder's far. */
class RedirectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule REDIRECT = Rule.of("near", "localize", "ppstream").with("lists", "keep")
        .with("redirect", "true").with("farPeers", "0").with("leastPeers", "0")
        .with("controlPercent", "0");

    private static Predicate<JsonNode> redirected(String result) {
        return Records.of("redirect", "ppstream").and(record -> record.path("redirect").path("result").asText()
            .equals(result));
    }

    /** What a viewer says of whom its video came from, as far as it knows. */
    private static String watched(Rig rig, SharedFile video) {
        Path whole = rig.fresh().resolve("whole");
        try (RunningProgram viewer = Ppstream.viewer(rig.client(), rig.server(), video, whole)) {
            assertTrue(viewer.await(LIMIT), viewer::output);
            assertEquals(0, viewer.status(), () -> viewer.output() + rig.gateway().output());
            assertTrue(video.sameAs(whole));
            return viewer.output();
        }
    }

    private static long bytesFromFar(Rig rig) {
        return rig.laboratory().router().traffic(Site.SEEDER).receivedBytes();
    }

    /** The near peer is told of to somebody, then the far one to whom is watched. */
    private static String watchedByTheFarPeersAddress(Rig rig, Host near, SharedFile video) {
        try (RunningProgram first = Ppstream.server(rig.server(), List.of(near))) {
            watched(rig, video);
        }
        Ppstream.server(rig.server(), List.of(rig.seeder()));
        return watched(rig, video);
    }

    @Test
    void shouldLeadAClientThatAsksAFarPeerToANearOne() {
        try (Rig rig = Rig.withNearPeers(REDIRECT)) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFile video = SharedFile.create(rig.fresh().resolve("video.f4v"), 300_000, 1);
            Ppstream.peer(rig.seeder(), video.path());
            Ppstream.peer(near, video.path());
            long before = bytesFromFar(rig);
            String watched = watchedByTheFarPeersAddress(rig, near, video);
            assertTrue(watched.contains("from " + Site.SEEDER.address4()), watched);
            long far = bytesFromFar(rig) - before;
            assertTrue(far < video.bytes() / 20, "from the far peer came " + far + " bytes");
            assertTrue(rig.gateway().records().await(LIMIT, redirected("answered")), rig.gateway()::output);
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
            assertFalse(rig.laboratory().router().namespace().run("nft", "list", "tables").out().contains("p2padm"));
        }
    }

    @Test
    void shouldLetAClientReachTheFarPeerWhereTheNearOneIsGone() {
        try (Rig rig = Rig.withNearPeers(REDIRECT)) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFile video = SharedFile.create(rig.fresh().resolve("video.f4v"), 300_000, 1);
            Ppstream.peer(rig.seeder(), video.path());
            RunningProgram gone = Ppstream.peer(near, video.path());
            try (RunningProgram first = Ppstream.server(rig.server(), List.of(near))) {
                watched(rig, video);
            }
            gone.close();
            Ppstream.server(rig.server(), List.of(rig.seeder()));
            assertTrue(watched(rig, video).contains("from " + Site.SEEDER.address4()));
            assertTrue(rig.gateway().records().await(LIMIT, redirected("silent")), rig.gateway()::output);
            Await.until(LIMIT, "nobody is redirected", () -> rig.gateway().stat("redirected now") == 0);
        }
    }

    /** Over TCP, and from its first connection on. */
    @Test
    void shouldLeadARealClientToANearPeer() {
        try (Rig rig = Rig.withNearPeers(REDIRECT.with("application", "bittorrent"))) {
            SharedFilm film = SharedFilm.start(rig);
            film.fetch(rig.laboratory().host(Site.PEER), Site.CLIENT.address4());
            long far = film.fetch(rig.seeder(), Site.CLIENT.secondAddress4());
            assertTrue(far < SharedFilm.BYTES / 100, "from the far peer came " + far + " bytes");
            assertTrue(rig.gateway().records().await(LIMIT, Records.of("redirect", "bittorrent")),
                rig.gateway()::output);
        }
    }
}
