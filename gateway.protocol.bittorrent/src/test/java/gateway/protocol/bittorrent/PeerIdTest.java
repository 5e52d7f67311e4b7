package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gateway.api.packet.ByteView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerIdTest {
    @ParameterizedTest
    @CsvSource({
        "-qB4520-abcdefghijkl, qBittorrent 4.5.2.0",
        "-TR3000-abcdefghijkl, Transmission 3.0.0.0",
        "-UM1860-abcdefghijkl, uTorrent for Mac 1.8.6.0",
        "-lt0D60-abcdefghijkl, libTorrent (Rakshasa) 0.D.6.0",
        "-A~0001-abcdefghijkl, Ares 0.0.0.1",
        "-??0001-abcdefghijkl, ''",
        "-zz0001-abcdefghijkl, zz 0.0.0.1",
        "A2-1-36-0-abcdefghij, aria2 1.36.0",
        "M7-9-2--abcdefghijkl, BitTorrent 7.9.2",
        "M--------abcdefghijk, ''",
        "M12345678abcdefghijk, ''",
        "abcdefghijklmnopqrst, ''",
    })
    void shouldNameClients(String id, String client) {
        assertEquals(client, PeerId.client(ByteView.of(Ascii.bytes(id)), 0));
    }

    @Test
    void shouldNotReadBehindTheEnd() {
        assertFalse(PeerId.isAzureusStyle(ByteView.of(Ascii.bytes("-qB4520-")), 0));
    }
}
