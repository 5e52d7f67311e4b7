package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.network.Site;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import gateway.lab.program.Opentracker;
import gateway.lab.program.QBittorrent;
import gateway.lab.program.SharedFile;
import gateway.lab.program.Swarm;
import gateway.lab.program.Torrent;
import gateway.lab.program.Transmission;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** BitTorrent's other channels, each spoken by a client of its own choice. */
class BitTorrentChannelsTest {
    private static final long FILE = 2L << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration RETRIES = Duration.ofSeconds(12);
    private static final String SEEDER = Site.SEEDER.address4();

    @Test
    void shouldRefuseUtp() {
        try (Rig rig = Rig.with(Rig.NO_BITTORRENT, Rig.TRACKER)) {
            Transmission.Style utp = new Transmission.Style(Transmission.Encryption.PLAIN, true);
            Swarm swarm = Swarm.start(rig.laboratory(), FILE, utp);
            try (Transmission leecher = Transmission.start(rig.laboratory(), rig.client(), rig.fresh(), utp)) {
                Download download = leecher.fetch(swarm.torrent());
                assertTrue(rig.gateway().records().await(LIMIT, refusal("UDP", SEEDER)), rig.gateway()::output);
                assertFalse(download.await(RETRIES));
                assertEquals(0, Rig.stored(download.target()));
            }
        }
    }

    @Test
    void shouldIdentifyTheTrackerOverUdp() {
        try (Rig rig = Rig.with(Rig.WATCH)) {
            Swarm swarm = Swarm.start(rig.laboratory(), FILE, Transmission.Style.PLAIN,
                List.of(Opentracker.udp(rig.server())));
            try (Download download =
                     QBittorrent.fetch(rig.laboratory(), rig.client(), swarm.torrent(), rig.fresh())) {
                assertTrue(rig.gateway().records().await(LIMIT, Records.of("identified", "bittorrent")
                    .and(over("UDP")).and(towards(Site.SERVER.address4(), Opentracker.PORT))), rig.gateway()::output);
                assertTrue(download.await(LIMIT), () -> download.program().output());
            }
        }
    }

    @Test
    void shouldRefuseTheDht() {
        try (Rig rig = Rig.with(Rig.NO_BITTORRENT)) {
            SharedFile file = SharedFile.create(rig.fresh().resolve("film.bin"), FILE, 1);
            Torrent torrent = Torrent.create(rig.fresh().resolve("film.torrent"), file, List.of());
            new Aria2(rig.server()).dhtNode(torrent, file.path().getParent(), null);
            Aria2 client = new Aria2(rig.client());
            try (Download download = client.fetchByMagnet(torrent, rig.fresh(), rig.server())) {
                assertTrue(rig.gateway().records().await(LIMIT, refusal("UDP", Site.SERVER.address4())),
                    rig.gateway()::output);
                assertEquals(0, Rig.stored(download.target()));
            }
        }
    }

    @Test
    void shouldRefuseAnEncryptedPeerThatTheTrackerAnnounced() {
        try (Rig rig = Rig.with(Rig.NO_BITTORRENT, Rig.TRACKER)) {
            Swarm swarm = Swarm.start(rig.laboratory(), FILE,
                new Transmission.Style(Transmission.Encryption.REQUIRED, false),
                List.of(Opentracker.http(rig.server())));
            Aria2 client = new Aria2(rig.client());
            try (Download download = client.fetch(swarm.torrent(), rig.fresh(), Aria2.Wire.ENCRYPTED)) {
                assertTrue(rig.gateway().records().await(LIMIT, refusal("TCP", SEEDER)), rig.gateway()::output);
                assertFalse(download.await(RETRIES));
                assertEquals(0, Rig.stored(download.target()));
            }
        }
    }

    private static Predicate<JsonNode> refusal(String transport, String address) {
        return Records.decision("block", "bittorrent", address).and(over(transport));
    }

    private static Predicate<JsonNode> over(String transport) {
        return record -> record.path("proto").asText().equals(transport);
    }

    private static Predicate<JsonNode> towards(String address, int port) {
        return record -> record.path("dest_ip").asText().equals(address)
            && record.path("dest_port").asInt() == port;
    }
}
