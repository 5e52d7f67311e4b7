package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.testkit.FakeFlow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers are written into lists: what stands there then is a list of the same length with these peers. */
class ListWritersTest {
    private static final Endpoint NEAR = FakeFlow.endpoint("198.51.100.7", 51_413);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<ListedPeer> read(byte[] reply, long first) {
        return TrackerReply.peers(ByteView.of(reply), (at, length) -> first + at);
    }

    @Test
    void shouldWriteCompactEntriesOfBothFamilies() {
        byte[] reply = bytes("d8:intervali1800e5:peers12:AAAAppBBBBqq6:peers618:0123456789abcdefrre");
        List<ListedPeer> peers = read(reply, 1000);
        Endpoint six = FakeFlow.endpoint("2001:db8::7", 1);
        assertTrue(DictionaryWriter.INSTANCE.write(reply, 1000, List.of(peers.get(1), peers.get(2)),
            List.of(NEAR, six)));
        assertEquals(List.of(peers.get(0).peer(), NEAR, six), read(reply, 0).stream().map(ListedPeer::peer).toList());
        assertTrue(text(reply).startsWith("d8:intervali1800e5:peers12:AAAApp"));
    }

    @Test
    void shouldNotWriteAnAddressOfAnotherFamily() {
        byte[] entries = bytes("AAAAppBBBBqq");
        ListedPeer first = new ListedPeer(NEAR, 0, 6);
        assertFalse(CompactWriter.INSTANCE.write(entries, 0, List.of(first),
            List.of(FakeFlow.endpoint("2001:db8::7", 1))));
    }

    @ParameterizedTest
    @CsvSource({"9.9.9.9, 1", "198.51.100.7, 51413", "203.0.113.250, 65535", "1.2.3.4, 80"})
    void shouldFillUpADictionaryWithThePeersName(String address, int port) {
        byte[] reply = bytes("d8:intervali1800e5:peersl"
            + "d2:ip12:198.51.100.97:peer id20:-TR4000-abcdefghijkl4:porti6881ee"
            + "d2:ip11:203.0.113.17:peer id20:-TR4000-abcdefghijkl4:porti80eeee");
        Endpoint peer = FakeFlow.endpoint(address, port);
        List<ListedPeer> peers = read(reply, 0);
        int length = reply.length;
        assertTrue(DictionaryWriter.INSTANCE.write(reply, 0, peers, List.of(peer, NEAR)));
        assertEquals(length, reply.length);
        assertEquals(List.of(peer, NEAR), read(reply, 0).stream().map(ListedPeer::peer).toList());
        assertTrue(Bencode.isWhole(ByteView.of(reply), 0, length), text(reply));
        assertFalse(text(reply).contains("-TR4000-"), "the old peer's name would be asked for");
    }

    @Test
    void shouldWriteADictionaryWithoutANameOnlyWhereItFits() {
        byte[] reply = bytes("d5:peersld2:ip12:203.0.113.254:porti6881eeee");
        List<ListedPeer> peers = read(reply, 0);
        assertFalse(DictionaryWriter.INSTANCE.write(reply.clone(), 0, peers, List.of(NEAR)));
        Endpoint asLong = FakeFlow.endpoint("198.51.100.7", 1234);
        assertTrue(DictionaryWriter.INSTANCE.write(reply, 0, peers, List.of(asLong)));
        assertEquals("d5:peersld2:ip12:198.51.100.74:porti1234eeee", text(reply));
    }

    @Test
    void shouldLeaveADictionaryThatSaysMore() {
        byte[] reply = bytes("d5:peersld2:ip12:203.0.113.254:porti6881e4:seed1:1eee");
        assertFalse(DictionaryWriter.INSTANCE.write(reply, 0, read(reply, 0),
            List.of(FakeFlow.endpoint("198.51.100.7", 1234))));
    }
}
