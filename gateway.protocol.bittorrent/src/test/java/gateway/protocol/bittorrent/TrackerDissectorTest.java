package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import gateway.testkit.FakeFlow;
import gateway.testkit.FakeSink;
import gateway.testkit.Mutator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackerDissectorTest {
    private static final long BODY = 100;
    private static final ListedPeer FIRST = new ListedPeer(FakeFlow.endpoint("10.0.0.1", 6881), 0, 6);
    private static final ListedPeer SECOND = new ListedPeer(FakeFlow.endpoint("203.0.113.9", 6882), 6, 6);

    private FakeSink sink;
    private Dissector dissector;

    @BeforeEach
    void open() {
        sink = new FakeSink();
        dissector = new BitTorrentParser().open(FakeFlow.of(Transport.TCP), sink);
    }

    @Test
    void shouldSayWhatIsAnnounced() {
        announce();
        Identified said = sink.events(Identified.class).get(0);
        assertEquals("tracker", said.channel());
        assertEquals(Vectors.INFO_HASH, said.attributes().get("info_hash"));
    }

    @Test
    void shouldListCompactPeersWithTheirPlaces() {
        announce();
        reply("");
        body(Vectors.COMPACT_REPLY, 0, true);
        long place = BODY + Vectors.COMPACT_REPLY.indexOf("5:peers12:") + 10;
        assertEquals(List.of(new PeersListed(Vectors.INFO_HASH, List.of(at(FIRST, place), at(SECOND, place + 6)),
            DictionaryWriter.INSTANCE)),
            Answers.in(sink));
    }

    @Test
    void shouldListTheSameHoweverBodyIsCut() {
        announce();
        reply("");
        body(Vectors.COMPACT_REPLY, 0, true);
        List<PeersListed> whole = Answers.in(sink);
        for (int cut = 1; cut < Vectors.COMPACT_REPLY.length(); cut++) {
            open();
            announce();
            reply("");
            body(Vectors.COMPACT_REPLY.substring(0, cut), 0, false);
            body(Vectors.COMPACT_REPLY.substring(cut), cut, false);
            assertEquals(whole, Answers.in(sink), "cut at " + cut);
        }
        open();
        announce();
        reply("");
        for (int i = 0; i < Vectors.COMPACT_REPLY.length(); i++) {
            body(Vectors.COMPACT_REPLY.substring(i, i + 1), i, false);
        }
        assertEquals(whole, Answers.in(sink));
    }

    @Test
    void shouldKnowThatChunksSplitEntries() {
        announce();
        reply("");
        int middle = Vectors.COMPACT_REPLY.indexOf("5:peers12:") + 13;
        say(Vectors.COMPACT_REPLY.substring(0, middle), BODY, 0);
        say(Vectors.COMPACT_REPLY.substring(middle), BODY + middle + 7, middle);
        long second = BODY + middle + 7 + 3;
        assertEquals(List.of(at(FIRST, ListedPeer.NOWHERE), at(SECOND, second)),
            Answers.in(sink).get(0).peers());
    }

    @Test
    void shouldListDictionaries() {
        announce();
        reply("");
        body(Vectors.DICTIONARY_REPLY, 0, true);
        List<ListedPeer> peers = Answers.in(sink).get(0).peers();
        assertEquals(List.of(FIRST.peer(), SECOND.peer()), peers.stream().map(ListedPeer::peer).toList());
        ListedPeer first = peers.get(0);
        int start = (int) (first.offset() - BODY);
        String entry = Vectors.DICTIONARY_REPLY.substring(start, start + first.length());
        assertTrue(entry.startsWith("d2:ip8:10.0.0.1") && entry.endsWith("4:porti6881ee"), entry);
    }

    @Test
    void shouldListLongPeers() {
        announce();
        reply("");
        byte[] body = Vectors.join(Ascii.bytes("d8:intervali1e6:peers618:"),
            Ascii.hex("20010db80000000000000000000000071ae1"), Ascii.bytes("e"));
        body(new String(body, java.nio.charset.StandardCharsets.ISO_8859_1), 0, true);
        assertEquals(FakeFlow.endpoint("2001:db8::7", 6881),
            Answers.in(sink).get(0).peers().get(0).peer());
    }

    @Test
    void shouldInflateButNotForEver() throws IOException {
        announce();
        reply("gzip");
        say(gzip(Ascii.bytes(Vectors.COMPACT_REPLY)), true);
        assertEquals(List.of(at(FIRST, ListedPeer.NOWHERE), at(SECOND, ListedPeer.NOWHERE)),
            Answers.in(sink).get(0).peers());
        open();
        announce();
        reply("gzip");
        byte[] bomb = new byte[20_000_000];
        Arrays.fill(bomb, (byte) '0');
        say(gzip(bomb), true);
        assertEquals(List.of(), Answers.in(sink));
    }

    @Test
    void shouldPairRepliesWithAnnounces() {
        request("/index.html");
        announce();
        reply("");
        body(Vectors.COMPACT_REPLY, 0, true);
        assertEquals(List.of(), Answers.in(sink));
        dissector.onMessage(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 100, "Continue", List.of()));
        reply("");
        body(Vectors.COMPACT_REPLY, 0, true);
        assertEquals(Vectors.INFO_HASH, Answers.in(sink).get(0).content());
    }

    @Test
    void shouldNotReadLargeReplies() {
        announce();
        reply("");
        body("d4:fill" + TrackerBody.MAX_BODY + ":", 0, false);
        body("x".repeat(TrackerBody.MAX_BODY), 12, false);
        body(Vectors.COMPACT_REPLY.substring(1), 12 + TrackerBody.MAX_BODY, true);
        assertEquals(List.of(), Answers.in(sink));
    }

    @Test
    void shouldKnowRepliesMidstream() {
        Detection found = HttpRules.detect(part(Ascii.bytes(Vectors.COMPACT_REPLY), BODY, 0, true));
        assertEquals("H2 tracker reply", found.rule());
        assertTrue(found.announces());
        assertEquals(Detection.NO, HttpRules.detect(part(Ascii.bytes("<html></html>"), BODY, 0, true)));
    }

    @Test
    void shouldStayBoundedOnMutatedInput() throws IOException {
        Mutator mutator = new Mutator(23);
        byte[] zipped = gzip(Ascii.bytes(Vectors.DICTIONARY_REPLY));
        for (int i = 0; i < 100_000; i++) {
            open();
            request(Vectors.ANNOUNCE_TARGET);
            reply(i % 10 == 0 ? "gzip" : "");
            byte[] good = i % 10 == 0 ? zipped
                : Ascii.bytes(i % 2 == 0 ? Vectors.COMPACT_REPLY : Vectors.DICTIONARY_REPLY);
            say(mutator.mutate(good), true);
        }
    }

    private void announce() {
        request(Vectors.ANNOUNCE_TARGET);
    }

    private void request(String target) {
        dissector.onMessage(Direction.TO_SERVER, new HttpMessage.Request("GET", target, "HTTP/1.1", List.of()));
    }

    private void reply(String coding) {
        List<Header> headers = coding.isEmpty() ? List.of() : List.of(new Header("Content-Encoding", coding));
        dissector.onMessage(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 200, "OK", headers));
    }

    private void body(String text, int from, boolean last) {
        dissector.onMessage(Direction.TO_CLIENT, part(Ascii.bytes(text), BODY + from, from, last));
    }

    private void say(String text, long streamOffset, int from) {
        dissector.onMessage(Direction.TO_CLIENT, part(Ascii.bytes(text), streamOffset, from, false));
    }

    private void say(byte[] bytes, boolean last) {
        dissector.onMessage(Direction.TO_CLIENT, part(bytes, BODY, 0, last));
    }

    private static HttpMessage.Body part(byte[] bytes, long streamOffset, long from, boolean last) {
        return new HttpMessage.Body(streamOffset, from, ByteView.of(bytes), last);
    }

    private static ListedPeer at(ListedPeer peer, long offset) {
        return new ListedPeer(peer.peer(), offset, peer.length());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        return zipped.toByteArray();
    }
}
