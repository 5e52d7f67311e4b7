package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Site;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import gateway.lab.program.Torrent;
import gateway.lab.program.Transmission;
import gateway.lab.speaker.Ppstream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Lists of peers on their way to our side. The peers' network is near, the seeder's far. Speakers of PPStream are
 * our own, BitTorrent's clients real.
 */
class LocalizationTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule NEAR_ONLY = Rule.of("near", "localize", "ppstream").with("farPeers", "0")
        .with("controlPercent", "0");

    private static Rig rig(Rule... rules) {
        Rig rig = Rig.with();
        Configuration configuration = rig.configuration();
        configuration.localizer("ownNetworks", Site.PEER.network4()).localizer("privateNetworks", "10.0.0.0/8");
        rig.gateway().change(rules.length, () -> List.of(rules).forEach(configuration::rule));
        return rig;
    }

    private static Predicate<JsonNode> localized(String result) {
        return Records.of("localize", "ppstream").and(record -> record.path("localize").path("result").asText()
            .equals(result));
    }

    /** What a viewer says of whom its video came from. */
    private static String watched(Rig rig, SharedFile video) {
        Path whole = rig.fresh().resolve("whole");
        try (RunningProgram viewer = Ppstream.viewer(rig.client(), rig.server(), video, whole)) {
            assertTrue(viewer.await(LIMIT), viewer::output);
            assertEquals(0, viewer.status(), viewer::output);
            assertTrue(video.sameAs(whole));
            return viewer.output();
        }
    }

    @Test
    void shouldHaveANearPeerWatchedInPlaceOfAFarOne() {
        try (Rig rig = rig(NEAR_ONLY)) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFile video = SharedFile.create(rig.fresh().resolve("video.f4v"), 300_000, 1);
            Ppstream.peer(rig.seeder(), video.path());
            Ppstream.peer(near, video.path());
            try (RunningProgram both = Ppstream.server(rig.server(), List.of(near))) {
                assertTrue(watched(rig, video).contains("from " + Site.PEER.address4()));
            }
            Ppstream.server(rig.server(), List.of(rig.seeder()));
            String watched = watched(rig, video);
            assertTrue(watched.contains("from " + Site.PEER.address4()), watched);
            assertFalse(watched.contains(Site.SEEDER.address4()), watched);
            assertTrue(rig.gateway().records().await(LIMIT, localized("changed")
                .and(record -> record.path("localize").path("replaced").asInt() == 1)), rig.gateway()::output);
        }
    }

    /** The tracker is a file that a web server gives to everybody, so that it is known who is listed. */
    @Test
    void shouldHaveARealClientFetchFromANearPeerInPlaceOfAFarOne() throws IOException {
        try (Rig rig = rig(NEAR_ONLY.with("application", "bittorrent"))) {
            Host near = rig.laboratory().host(Site.PEER);
            Path web = rig.laboratory().directory("www");
            Path shared = rig.laboratory().directory("shared");
            SharedFile film = SharedFile.create(shared.resolve("film.bin"), 2L << 20, 3);
            Torrent torrent = Torrent.create(rig.laboratory().directory().resolve("film.torrent"), film,
                List.of("http://" + rig.server().address4() + "/announce"));
            list(web, near);
            Nginx.start(rig.laboratory(), rig.server(), web);
            Transmission.start(rig.laboratory(), rig.seeder(), shared, Transmission.Style.PLAIN).seed(torrent);
            Transmission.start(rig.laboratory(), near, shared, Transmission.Style.PLAIN).seed(torrent);
            fetch(rig, torrent, Site.CLIENT.address4());
            list(web, rig.seeder());
            long before = rig.laboratory().router().traffic(Site.SEEDER).receivedBytes();
            fetch(rig, torrent, Site.CLIENT.secondAddress4());
            long far = rig.laboratory().router().traffic(Site.SEEDER).receivedBytes() - before;
            assertTrue(far < film.bytes() / 20, "from the far peer came " + far + " bytes");
            assertTrue(rig.gateway().records().await(LIMIT, Records.of("localize", "bittorrent")
                .and(record -> record.path("localize").path("replaced").asInt() == 1)), rig.gateway()::output);
        }
    }

    private static void fetch(Rig rig, Torrent torrent, String address) {
        Aria2 client = new Aria2(rig.client(), address);
        try (Download download = client.fetch(torrent, rig.fresh(), Aria2.Wire.PLAIN)) {
            assertTrue(download.await(LIMIT), () -> download.program().output());
        }
    }

    private static void list(Path web, Host peer) throws IOException {
        byte[] address = InetAddress.getByName(peer.address4()).getAddress();
        ByteBuffer body = ByteBuffer.allocate(100).put("d8:intervali5e5:peers6:".getBytes(StandardCharsets.US_ASCII))
            .put(address).putShort((short) Transmission.PORT).put((byte) 'e');
        Files.write(web.resolve("announce"), Arrays.copyOf(body.array(), body.position()));
    }
}
