package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import gateway.testkit.Mutator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerQueryTest {
    private static final String HASH = "%10%11%12%13%14%15%16%17%18%19%1a%1b%1c%1d%1e%1f%20!%22%23";

    @Test
    void shouldDecodeAnnounce() {
        Map<String, String> said = TrackerQuery.read(Vectors.ANNOUNCE_TARGET);
        assertEquals(Vectors.INFO_HASH, said.get("info_hash"));
        assertEquals("-XX0001-abcdefghijkl", said.get("peer_id"));
        assertEquals("Xtorrent 0.0.0.1", said.get("client"));
        assertEquals("started", said.get("event"));
        assertEquals("6881", said.get("port"));
        assertEquals("1000", said.get("left"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce?info_hash=" + HASH, "/x?y=1&port=1&info_hash=" + HASH,
        "/scrape?info_hash=" + HASH, "/announce.php?passkey=1&info_hash=" + HASH + "&peer_id=abc",
        "/announce?sha_ih=" + HASH + "&port=1"})
    void shouldKnowTrackers(String target) {
        assertTrue(TrackerQuery.is(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce", "/announce?info_hash=", "/announce?info_hash=abc&peer_id=x",
        "/announce?info_hash=" + HASH + "%24&peer_id=x", "/x?info_hash=" + HASH, "/?q=info_hash=" + HASH,
        "/announce?info_hash=%1", "/announce?xinfo_hash=" + HASH, "/announce?info_hash=%zz" + HASH})
    void shouldLeaveOtherTargetsAlone(String target) {
        assertFalse(TrackerQuery.is(target));
    }

    @ParameterizedTest
    @CsvSource({"/webseed?info_hash=" + HASH + "&piece=0, H3 web seed", "/data?fid=1&size=2, H3 web seed",
        "/data?size=2, ''", "/index.html, ''"})
    void shouldKnowWebSeeds(String target, String rule) {
        assertEquals(rule, HttpRules.detect(request(target, "curl/8")).rule());
    }

    @ParameterizedTest
    @CsvSource({"Transmission/3.00, H3 client", "uTorrent/3550(45628), H3 client", "qBittorrent/4.5.2, H3 client",
        "BitTorrent, H3 client", "Transmissionary/1, ''", "Mozilla/5.0, ''", "curl/8 uTorrent, ''"})
    void shouldKnowClients(String agent, String rule) {
        Detection found = HttpRules.detect(request("/file", agent));
        assertEquals(rule, found.rule());
        assertFalse(found.certainty() == Detection.Certainty.CERTAIN);
    }

    @Test
    void shouldNeverThrowOnAnyTarget() {
        Mutator mutator = new Mutator(5);
        byte[] good = Ascii.bytes(Vectors.ANNOUNCE_TARGET);
        for (int i = 0; i < 100_000; i++) {
            String target = new String(mutator.mutate(good), StandardCharsets.ISO_8859_1);
            if (TrackerQuery.is(target)) {
                TrackerQuery.read(target);
            }
            TrackerQuery.isSeed(target);
        }
    }

    private static HttpMessage.Request request(String target, String agent) {
        return new HttpMessage.Request("GET", target, "HTTP/1.1", List.of(new Header("User-Agent", agent)));
    }
}
