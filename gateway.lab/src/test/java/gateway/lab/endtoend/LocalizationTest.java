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
import gateway.lab.program.Curl;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Gnutella;
import gateway.lab.speaker.Ppstream;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        .with("leastPeers", "0").with("controlPercent", "0");

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
        try (Rig rig = Rig.withNearPeers(NEAR_ONLY)) {
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

    @Test
    void shouldHaveWhatGoesToAFarPeerWait() {
        Rule slow = Rule.of("slow", "delay", "ppstream").with("farMillis", "50").with("farthestMillis", "50");
        try (Rig rig = Rig.withNearPeers(slow)) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFile video = SharedFile.create(rig.fresh().resolve("video.f4v"), 100_000, 1);
            Ppstream.peer(rig.seeder(), video.path());
            Ppstream.peer(near, video.path());
            try (RunningProgram server = Ppstream.server(near, List.of(near))) {
                Ppstream.viewer(rig.client(), near, video, rig.fresh().resolve("whole")).await(LIMIT);
                assertEquals(0, rig.gateway().stat("packets delayed"), rig.gateway()::output);
            }
            Ppstream.server(rig.server(), List.of(rig.seeder()));
            assertTrue(watched(rig, video).contains("from " + Site.SEEDER.address4()));
            assertTrue(rig.gateway().stat("packets delayed") > 0, rig.gateway()::output);
        }
    }

    /** The far host that is named in the end is nowhere: whoever reads its name cannot go on. */
    @Test
    void shouldHaveAHostOfGnutellaLinkWithANearOneInPlaceOfAFarOne() {
        try (Rig rig = Rig.withNearPeers(NEAR_ONLY.with("application", "gnutella"))) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFile file = SharedFile.create(rig.fresh().resolve("linux.iso"), 30_000, 1);
            Gnutella.sharing(near, file.path());
            try (RunningProgram namesNear = Gnutella.sharing(rig.server(), file.path(), near)) {
                assertTrue(namesNear.alive());
                linked(rig, "link", "leave");
            }
            Gnutella.sharing(rig.server(), file.path(), rig.seeder());
            Path whole = rig.fresh().resolve("whole");
            String said = linked(rig, "link", "follow", "search linux", "fetch " + whole, "leave");
            assertTrue(said.contains("told of " + Gnutella.named(near)), said);
            assertTrue(file.sameAs(whole));
        }
    }

    /** What a host says that links with the server. */
    private static String linked(Rig rig, String... steps) {
        try (RunningProgram host = Gnutella.client(rig.client(), rig.server(), steps)) {
            assertTrue(host.await(LIMIT), host::output);
            assertEquals(0, host.status(), host::output);
            return host.output();
        }
    }

    /** What the kernel forwarded alone counts as well; headers come on top, fewer where segments are merged. */
    @Test
    void shouldSayHowMuchCameFromWhichCountry() throws IOException {
        try (Rig rig = Rig.withNearPeers(Rig.WATCH)) {
            Path countries = rig.laboratory().directory("geo").resolve("countries.mmdb");
            Files.write(countries, new MmdbFile("GeoLite2-Country", System.currentTimeMillis() / 1000)
                .country(Site.SERVER.network4(), "US", "NA").country(Site.SEEDER.network4(), "CN", "AS").bytes());
            rig.configuration().localizer("databases", countries);
            Await.until(LIMIT, "the database is read", () ->
                rig.gateway().gogo().ask("gateway:stats").contains("GeoLite2-Country"));
            download(rig, rig.server(), 3_000_000);
            download(rig, rig.seeder(), 1_000_000);
            Await.until(LIMIT, "all bytes are counted", () -> {
                String stats = rig.gateway().gogo().ask("gateway:stats");
                return bytes(stats, "US") >= 3_000_000 && bytes(stats, "CN") >= 1_000_000;
            });
            String stats = rig.gateway().gogo().ask("gateway:stats");
            assertTrue(bytes(stats, "US") < 3_300_000, stats);
            assertTrue(bytes(stats, "CN") < 1_100_000, stats);
            assertEquals(0, bytes(stats, "unknown"), stats);
        }
    }

    private static void download(Rig rig, Host from, int size) {
        Path site = rig.laboratory().directory("www-" + from.address4());
        SharedFile file = SharedFile.create(site.resolve("page.bin"), size, 1);
        Nginx.start(rig.laboratory(), from, site);
        Path got = rig.fresh().resolve("page.bin");
        assertEquals(0, new Curl(rig.client()).fetch(Curl.url4(from, file), got).status());
        assertTrue(file.sameAs(got));
    }

    private static long bytes(String stats, String country) {
        return stats.lines().filter(line -> line.startsWith("bytes of country " + country))
            .mapToLong(line -> Long.parseLong(line.replaceFirst(".* ", ""))).sum();
    }

    @Test
    void shouldHaveARealClientFetchFromANearPeerInPlaceOfAFarOne() {
        try (Rig rig = Rig.withNearPeers(NEAR_ONLY.with("application", "bittorrent"))) {
            SharedFilm film = SharedFilm.start(rig);
            film.fetch(rig.laboratory().host(Site.PEER), Site.CLIENT.address4());
            long far = film.fetch(rig.seeder(), Site.CLIENT.secondAddress4());
            assertTrue(far < SharedFilm.BYTES / 20, "from the far peer came " + far + " bytes");
            assertTrue(rig.gateway().records().await(LIMIT, Records.of("localize", "bittorrent")
                .and(record -> record.path("localize").path("replaced").asInt() == 1)), rig.gateway()::output);
        }
    }

    /** The server compresses whatever it may, and so nothing could be changed in its answers. */
    @Test
    void shouldHaveATrackerThatCompressesAskedForAPlainAnswer() throws IOException {
        try (Rig rig = Rig.withNearPeers(Rig.WATCH)) {
            Host near = rig.laboratory().host(Site.PEER);
            SharedFilm film = SharedFilm.start(rig);
            String question = film.question(true);
            film.tell(near);
            assertTrue(answer(rig, question).contains("Content-Encoding: gzip"), "without a rule");
            rig.gateway().change(2, () -> rig.configuration().rule(NEAR_ONLY.with("application", "bittorrent")));
            assertFalse(answer(rig, question).contains("Content-Encoding"));
            film.tell(rig.seeder());
            byte[] nearEntry = InetAddress.getByName(near.address4()).getAddress();
            assertTrue(answer(rig, question).contains(new String(nearEntry, StandardCharsets.ISO_8859_1)));
            assertTrue(rig.gateway().stat("lists asked for plainly") >= 2);
        }
    }

    /** Head and body of what a tracker answers to somebody who takes gzip. */
    private static String answer(Rig rig, String question) throws IOException {
        Path answer = rig.fresh().resolve("answer");
        rig.client().run("curl", "-s", "-i", "-H", "Accept-Encoding: gzip", "-o", answer.toString(), question).check();
        return Files.readString(answer, StandardCharsets.ISO_8859_1);
    }
}
