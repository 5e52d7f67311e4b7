package gateway.protocol.gnutella;

import static gateway.protocol.gnutella.Speech.ascii;
import static gateway.protocol.gnutella.Speech.descriptor;
import static gateway.protocol.gnutella.Speech.ggep;
import static gateway.protocol.gnutella.Speech.hex;
import static gateway.protocol.gnutella.Speech.join;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.ListWriter;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lists of hosts may be changed, of what content they are, and how others are written into them. */
class HostListsTest {
    private static final String FILE = "urn:sha1:7ae533a1e684a599cba54d1e055336a1b10c3ca1";
    private static final byte[] PONG_BODY = hex("ca18cb0071090c00000007870000");
    private static final byte[] TWO = hex("cb00710a0100" + "c63364070200");
    private static final Endpoint NEAR = FakeFlow.endpoint("192.0.2.77", 0x1234);
    private static final int HOPS = 18;

    private final ParserRig rig = new ParserRig(new GnutellaParser());

    private List<PeersListed> lists(byte[] datagram) {
        return rig.read(FlowScript.udp().toServer(datagram)).sink().events(PeersListed.class);
    }

    private List<PeersListed> lists(FlowScript script) {
        rig.sameHoweverCut(script);
        return rig.read(script).sink().events(PeersListed.class);
    }

    private PeersListed only(FlowScript script) {
        List<PeersListed> lists = lists(script);
        assertEquals(1, lists.size(), lists::toString);
        return lists.get(0);
    }

    private static FlowScript answered(String headers) {
        return FlowScript.tcp().toServer(Speech.CONNECT).toClient("GNUTELLA/0.6 503 Full\r\n" + headers + "\r\n\r\n");
    }

    /** The bytes with this peer in the place of each. */
    private static byte[] written(PeersListed list, byte[] bytes, Endpoint peer) {
        byte[] changed = bytes.clone();
        assertTrue(list.peers().stream().allMatch(place -> list.writer().fits(place, peer)));
        assertTrue(list.writer().write(changed, 0, list.peers(), list.peers().stream().map(each -> peer).toList()));
        return changed;
    }

    @Test
    void shouldWriteAddressesOfTheSameLengthIntoHeaders() {
        String headers = "X-Try-Ultrapeers: 203.0.113.9:6346, 198.51.100.7:999";
        PeersListed list = only(answered(headers));
        assertEquals("ultrapeers", list.content());
        Endpoint near = FakeFlow.endpoint("192.0.2.177", 6347);
        byte[] head = ascii("GNUTELLA/0.6 503 Full\r\n" + headers);
        assertEquals("GNUTELLA/0.6 503 Full\r\nX-Try-Ultrapeers: 192.0.2.177:6347, 192.0.2.177:6347",
            new String(written(list, head, near), StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldNotWriteAddressesOfAnotherLengthIntoHeaders() {
        PeersListed list = only(answered("X-Try: 203.0.113.9:6346,203.0.113.10:6346"));
        Endpoint shorter = FakeFlow.endpoint("9.9.9.9", 80);
        assertFalse(list.writer().fits(list.peers().get(0), shorter));
        assertFalse(list.writer().write(new byte[200], 0, list.peers().subList(0, 1), List.of(shorter)));
        assertTrue(list.writer().fits(list.peers().get(0), FakeFlow.endpoint("192.0.2.111", 6346)));
        assertFalse(list.writer().fits(list.peers().get(1), FakeFlow.endpoint("192.0.2.111", 6346)));
        assertFalse(list.writer().fits(list.peers().get(0), FakeFlow.endpoint("2001:db8::7", 1)));
    }

    @Test
    void shouldLeaveOutTheDefaultPortWhereTheListDoes() {
        ListedPeer bare = new ListedPeer(NEAR, 0, "203.0.113.9".length());
        byte[] text = ascii("203.0.113.9,next");
        assertTrue(TextWriter.INSTANCE.write(text, 0, List.of(bare), List.of(FakeFlow.endpoint("192.0.2.100", 6346))));
        assertEquals("192.0.2.100,next", new String(text, StandardCharsets.ISO_8859_1));
        assertFalse(TextWriter.INSTANCE.fits(bare, FakeFlow.endpoint("192.0.2.100", 6347)));
    }

    @Test
    void shouldTellHubsAndUltrapeersApart() {
        List<PeersListed> lists = lists(answered("X-Try-Ultrapeers: 203.0.113.9:6346\r\n"
            + "X-Try-Hubs: 198.51.100.7:8255 2022-03-07T03:22Z"));
        assertEquals(List.of("ultrapeers", "hubs"), lists.stream().map(PeersListed::content).toList());
    }

    @Test
    void shouldLeaveWhatIsSaidOfCertainHosts() {
        for (String header : List.of("X-NAlt", "X-FAlt", "X-Push-Proxies", "X-FW-Node-Info", "Peers", "Leaves")) {
            PeersListed list = only(answered(header + ": 203.0.113.9:6346"));
            assertSame(ListWriter.NONE, list.writer(), header);
            assertEquals("", list.content(), header);
        }
    }

    @Test
    void shouldWriteIntoVectorsOfPongs() {
        byte[] pong = descriptor(Descriptor.PONG, join(PONG_BODY, ggep("IPP", 0, TWO)));
        List<PeersListed> lists = lists(pong);
        assertEquals(List.of("", "ultrapeers"), lists.stream().map(PeersListed::content).toList());
        assertSame(ListWriter.NONE, lists.get(0).writer(), "who sent the pong");
        byte[] changed = written(lists.get(1), pong, NEAR);
        byte[] expected = pong.clone();
        System.arraycopy(hex("c000024d3412c000024d3412"), 0, expected, 43, 12);
        assertArrayEquals(expected, changed);
    }

    @Test
    void shouldWriteSixteenBytesOfAddressIntoVectorsOfSuch() {
        byte[] six = hex("20010db8000000000000000000000001" + "ca18");
        byte[] pong = descriptor(Descriptor.PONG, join(PONG_BODY, ggep("IPP6", 0, six)));
        PeersListed list = lists(pong).get(1);
        assertFalse(list.writer().fits(list.peers().get(0), NEAR));
        byte[] changed = written(list, pong, FakeFlow.endpoint("2001:db8::7", 1));
        assertArrayEquals(hex("20010db80000000000000000000000070100"),
            Arrays.copyOfRange(changed, changed.length - 18, changed.length));
    }

    @Test
    void shouldWriteIntoPongsThatWerePassedOnAndSayNoMoreOfTheirHost() {
        byte[] pong = descriptor(Descriptor.PONG, PONG_BODY);
        pong[HOPS] = 2;
        FlowScript link = FlowScript.tcp().toServer(Speech.CONNECT).toClient("GNUTELLA/0.6 200 OK\r\n\r\n")
            .toServer(Speech.AGREE).toClient(pong);
        PeersListed list = only(link);
        assertEquals("hosts", list.content());
        byte[] stream = join(ascii("GNUTELLA/0.6 200 OK\r\n\r\n"), pong);
        byte[] changed = written(list, stream, NEAR);
        byte[] expected = stream.clone();
        System.arraycopy(hex("3412c000024d"), 0, expected, expected.length - 14, 6);
        assertArrayEquals(expected, changed);
        byte[] more = descriptor(Descriptor.PONG, join(PONG_BODY, ggep("UP", 0, hex("010203"))));
        more[HOPS] = 2;
        assertSame(ListWriter.NONE, only(FlowScript.tcp().toServer(Speech.CONNECT)
            .toClient("GNUTELLA/0.6 200 OK\r\n\r\n").toServer(Speech.AGREE).toClient(more)).writer());
    }

    @Test
    void shouldKnowWhoHasTheFilesOfAHit() {
        PeersListed list = lists(Speech.HIT).get(0);
        assertEquals(FILE, list.content());
        assertSame(ListWriter.NONE, list.writer(), "another host has the file by another number");
    }

    @Test
    void shouldChangeTheOtherSourcesInAHitAndPutNoZeroThere() {
        byte[] urn = ascii("urn:sha1:PLSTHIPGQSSZTS5FJUPAKUZWUGYQYPFB");
        byte[] hit = Speech.hit("x", 5, join(urn, hex("1c"), ggep("ALT", 0, hex("cb01710a0111" + "c63364070211"))));
        PeersListed list = lists(hit).get(1);
        assertEquals(FILE, list.content());
        assertEquals(2, list.peers().size());
        assertFalse(list.writer().fits(list.peers().get(0), FakeFlow.endpoint("192.0.2.77", 6347)));
        assertFalse(list.writer().fits(list.peers().get(0), FakeFlow.endpoint("192.1.2.77", 80)));
        assertFalse(list.writer().fits(list.peers().get(0), FakeFlow.endpoint("192.1.2.77", 0x1200)));
        Endpoint near = FakeFlow.endpoint("192.1.2.77", 6347);
        byte[] changed = written(list, hit, near);
        assertEquals(List.of(near, near), lists(changed).get(1).peers().stream().map(ListedPeer::peer).toList());
        assertEquals(hit.length, changed.length);
    }

    @Test
    void shouldLeaveOtherSourcesOfAFileThatNobodyNames() {
        PeersListed list = lists(Speech.hit("x", 5, ggep("ALT", 0, hex("cb01710a0111")))).get(1);
        assertEquals("", list.content());
        assertSame(ListWriter.NONE, list.writer());
    }

    @Test
    void shouldReadAndLeaveWhatIsCodedAgainstZeros() {
        byte[] urn = ascii("urn:sha1:PLSTHIPGQSSZTS5FJUPAKUZWUGYQYPFB");
        byte[] hit = Speech.hit("x", 5, join(urn, hex("1c"), ggep("ALT", 0x40, hex("02cb" + "05710a0111"))));
        assertEquals(List.of(ListedPeer.NOWHERE), lists(hit).get(1).peers().stream().map(ListedPeer::offset).toList());
    }
}
