package gateway.lab.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The programs work together where nothing stands between them; what fails with a gateway is then the gateway's. */
class ProgramsTest {
    private static final Duration DOWNLOAD = Duration.ofSeconds(60);

    @BeforeEach
    void rootOnly() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
    }

    @Test
    void shouldFetchOverBitTorrent() {
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            Torrent torrent = seed(laboratory, Transmission.Style.PLAIN);
            try (Download download = new Aria2(laboratory.host(Site.CLIENT)).fetch(torrent,
                laboratory.directory("got"), Aria2.Wire.PLAIN)) {
                assertTrue(download.await(DOWNLOAD), () -> download.program().output());
            }
        }
    }

    @Test
    void shouldFetchOverHttp() {
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            Host server = laboratory.host(Site.SERVER);
            SharedFile file = SharedFile.create(laboratory.directory("www").resolve("a.bin"), 100_000, 1);
            Nginx.start(laboratory, server, laboratory.directory("www"));
            Curl curl = new Curl(laboratory.host(Site.CLIENT));
            Path got = laboratory.directory("got").resolve("a.bin");
            assertTrue(curl.fetch(Curl.url4(server, file), got).ok());
            assertTrue(file.sameAs(got));
            assertTrue(curl.fetch(Curl.url6(server, file), got).ok());
            assertTrue(file.sameAs(got));
        }
    }

    @Test
    void shouldCountPings() {
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            Ping ping = Ping.start(laboratory.host(Site.CLIENT), Site.SERVER.address4());
            gateway.lab.process.Await.pause(Duration.ofMillis(300));
            Ping.Result result = ping.end();
            assertEquals(0, result.lost(), result::toString);
            assertTrue(result.sent() > 5, result::toString);
        }
    }

    private static Torrent seed(Laboratory laboratory, Transmission.Style style) {
        Host tracker = laboratory.host(Site.SERVER);
        Path shared = laboratory.directory("shared");
        SharedFile file = SharedFile.create(shared.resolve("file.bin"), 2_000_000, 1);
        Torrent torrent = Torrent.create(laboratory.directory().resolve("file.torrent"), file,
            List.of(Opentracker.http(tracker), Opentracker.udp(tracker)));
        Opentracker.start(laboratory, tracker, List.of(torrent));
        Transmission.start(laboratory, laboratory.host(Site.SEEDER), shared, style).seed(torrent);
        return torrent;
    }
}
