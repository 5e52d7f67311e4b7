package gateway.protocol.gnutella;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import gateway.api.protocol.Progress;
import gateway.testkit.FakeFlow;
import gateway.testkit.FakeSink;
import gateway.testkit.FakeSink.FileText;
import gateway.testkit.Mutator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over HTTP, as the parser of HTTP hands it over. */
class WebTest {
    private static final String N2R = "/uri-res/N2R?urn:sha1:" + "A".repeat(32);
    private static final String CACHE = "/gwc.php?client=GTKG&version=1.2&get=1&net=gnutella&ip=192.0.2.1%3A7000";
    private static final FakeFlow FLOW = FakeFlow.of(Transport.TCP);

    private final GnutellaParser parser = new GnutellaParser();
    private final FakeSink sink = new FakeSink();
    private final Dissector dissector = parser.open(FLOW, sink);
    private long bodies;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "G2 uri-res       | /uri-res/N2R?urn:sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | X: y",
        "G2 uri-res       | /uri-res/n2x?urn:sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | X: y",
        "G2 uri-res       | http://192.0.2.7:6346/uri-res/N2R?urn:sha1:A           | X: y",
        "G2 get           | /get/7/a%20b.mp3                                       | User-Agent: LimeWire/4.9",
        "G2 get           | /get/7/a.mp3/                                          | X-Gnutella-Content-URN: urn:x",
        "G2 get           | /get/0/                                                | X-Queue: 0.1",
        "G4 gnutella path | /gnutella/push-proxy?ServerId=AAAA                     | X: y",
        "G4 gnutella path | /gnutella/tigertree/v2?urn:tree:tiger/:AAAA            | X: y",
        "G4 packets       | /                                                      | Accept: application/x-gnutella2",
        "host cache       | /gwc.php?client=GTKG&version=1&hostfile=1              | X: y",
        "host cache       | /cache?net=gnutella2&client=RAZA2.7&ping=1             | X: y",
    })
    void shouldKnowItsRequests(String rule, String target, String header) {
        Detection found = parser.detect(FLOW, request(target, header));
        assertEquals(rule, found.rule());
        assertEquals(Detection.Certainty.CERTAIN, found.certainty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/get/7/a.mp3", "/get/seven/a", "/get/", "/uri-res/", "/uri-res/N2R", "/gnutella",
        "/search?q=gnutella", "/?client=web&get=1", "/?client=firefox&q=gnutella", "/x?client=abcd&get=1",
        "/files/uri-res/N2R?urn:sha1:A"})
    void shouldLeaveOtherRequestsAlone(String target) {
        assertEquals(Detection.NO, parser.detect(FLOW, request(target, "User-Agent: curl/8")));
    }

    @Test
    void shouldKnowAnswersWhoseRequestsNobodySaw() {
        assertEquals("G2 answer", parser.detect(FLOW, response(206, "X-Thex-URI: /x")).rule());
        assertEquals("G2 answer", parser.detect(FLOW, response(206, "X-Alt: 1.2.3.4", "X-Available-Ranges: bytes 0-1"))
            .rule());
        assertEquals(Detection.NO, parser.detect(FLOW, response(200, "X-Alt: 1.2.3.4")));
        tell(Direction.TO_CLIENT, response(206, "X-Gnutella-Content-URN: urn:sha1:" + "A".repeat(32)));
        body(Direction.TO_CLIENT, 10, 50, "hello");
        assertEquals("0".repeat(40), started().attributes().get("sha1"));
    }

    @Test
    void shouldTellWhatWasAskedForAndWhatCame() {
        tell(Direction.TO_SERVER, request("/get/7/a%20b.mp3", "User-Agent: LimeWire/4.9", "Range: bytes=10-14",
            "X-Gnutella-Content-URN: urn:sha1:" + "A".repeat(32)));
        tell(Direction.TO_CLIENT, response(206, "Content-Type: audio/mpeg"));
        body(Direction.TO_CLIENT, 10, 50, "hello");
        FileRequested asked = sink.events(FileRequested.class).get(0);
        assertEquals("/get/7/a%20b.mp3", asked.name());
        assertEquals("a b.mp3", asked.attributes().get("file_name"));
        assertEquals("bytes=10-14", asked.attributes().get("range"));
        TransferStarted start = started();
        assertEquals("a b.mp3", start.name().value());
        assertEquals(List.of(50L, 10L, 5L), List.of(start.size(), start.first(), start.length()));
        assertEquals("0".repeat(40), start.attributes().get("sha1"));
        assertEquals("file", start.attributes().get("kind"));
        assertEquals("audio/mpeg", start.attributes().get("content_type"));
        assertEquals(new FileText(start.transfer(), 10, "hello"), files().get(0));
        assertTrue(sink.events(TransferEnded.class).get(0).complete());
    }

    @Test
    void shouldTakeTheNameFromTheAnswerWhereTheRequestHasNone() {
        tell(Direction.TO_SERVER, request(N2R, "X: y"));
        tell(Direction.TO_CLIENT, response(200, "Content-Disposition: inline; filename=\"linux.iso\""));
        body(Direction.TO_CLIENT, 0, 5, "hello");
        assertEquals("linux.iso", started().name().value());
        assertEquals("0".repeat(40), started().attributes().get("sha1"));
    }

    @Test
    void shouldTellTheWholeOfWhatIsAskedFor() {
        String target = "/get/7/" + "x".repeat(3000) + "umbra";
        tell(Direction.TO_SERVER, request(target, "User-Agent: LimeWire/4.9"));
        assertEquals(target, sink.events(FileRequested.class).get(0).name());
        assertEquals("too long", sink.events(Anomaly.class).get(0).detail());
    }

    @Test
    void shouldReadPushedTransfersTheOtherWayRound() {
        tell(Direction.TO_CLIENT, request(N2R, "X-Node: 198.51.100.2:7001"));
        tell(Direction.TO_SERVER, response(200, "Listen-IP: 10.9.9.9:7000"));
        body(Direction.TO_SERVER, 0, 5, "hello");
        assertEquals(Direction.TO_SERVER, started().direction());
        assertEquals(List.of(FLOW.server().address() + ":7001", FLOW.client().address() + ":7000"),
            sink.events(Expected.class).stream().map(e -> e.to().toString()).toList());
    }

    @Test
    void shouldKeepTransfersOfOneConnectionApart() {
        tell(Direction.TO_SERVER, request(N2R, "X: y"));
        tell(Direction.TO_SERVER, request("/robots.txt", "X: y"));
        tell(Direction.TO_SERVER, request("/get/9/b", "X-Queue: 1.0"));
        tell(Direction.TO_CLIENT, response(503, "X-Queue: position=2,length=5,pollMin=45"));
        body(Direction.TO_CLIENT, 0, 4, "busy");
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        body(Direction.TO_CLIENT, 0, 5, "other");
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        body(Direction.TO_CLIENT, 0, 3, "two");
        assertEquals(List.of("busy", "two"), files().stream().map(FileText::text).toList());
        assertEquals("queued", sink.events(Identified.class).get(0).channel());
        assertEquals("503", started().attributes().get("status"));
        assertEquals(2, sink.events(FileRequested.class).size());
    }

    @Test
    void shouldEndWhatLastsUntilTheClose() {
        tell(Direction.TO_SERVER, request(N2R, "X: y"));
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, -1, -1, true));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(100, 0, ByteView.of(Speech.ascii("hello")), false));
        dissector.onClose(Dissector.CloseReason.FLOW_ENDED);
        assertTrue(sink.events(TransferEnded.class).get(0).complete());
    }

    @Test
    void shouldNotCallCompleteWhatIsNot() {
        tell(Direction.TO_SERVER, request(N2R, "X: y"));
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, 10, 10, false));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(100, 0, ByteView.of(Speech.ascii("hel")), false));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(107, 7, ByteView.of(Speech.ascii("lo!")), true));
        assertFalse(sink.events(TransferEnded.class).get(0).complete());
        assertEquals(7, sink.events(TransferData.class).get(1).fileOffset());
    }

    @Test
    void shouldListOtherSourcesAndProxies() {
        tell(Direction.TO_SERVER, request(N2R, "X-Alt: tls=80,203.0.113.9,198.51.100.7:7001,[2001:db8::7]:80",
            "X-FW-Node-Info: 74e83102414c9fb617abb10c9760594a; 28681:192.0.2.1; 198.51.100.9:1; x"));
        assertEquals(List.of("203.0.113.9:6346", "198.51.100.7:7001", "[2001:db8:0:0:0:0:0:7]:80", "198.51.100.9:1"),
            sink.events(PeersListed.class).stream().flatMap(list -> list.peers().stream())
                .map(p -> p.peer().toString()).toList());
        tell(Direction.TO_CLIENT, response(503, "X-Push-Proxies: 203.0.113.1:5"));
        assertEquals(3, sink.events(PeersListed.class).size());
    }

    @Test
    void shouldSayOfWhichFileOtherSourcesAreAndWhereTheyStand() {
        tell(Direction.TO_SERVER, request(N2R, "X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 206, "", List.of(
            new Header("X-Alt", "203.0.113.9,198.51.100.7:7001", 500))));
        PeersListed sources = sink.events(PeersListed.class).get(0);
        assertEquals("urn:sha1:" + sink.events(FileRequested.class).get(0).attributes().get("sha1"),
            sources.content());
        assertEquals(List.of(500L, 512L), sources.peers().stream().map(ListedPeer::offset).toList());
        assertSame(TextWriter.INSTANCE, sources.writer());
        tell(Direction.TO_SERVER, request(N2R, "X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 206, "", List.of(
            new Header("X-Alt", "tls=80,203.0.113.9", 900))));
        assertEquals(ListedPeer.NOWHERE, sink.events(PeersListed.class).get(1).peers().get(0).offset(),
            "which one speaks TLS is said by its place");
    }

    @Test
    void shouldHoldAListOfACacheFromItsFirstByte() {
        tell(Direction.TO_SERVER, request(CACHE, "X: y"));
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, 30, 30, false));
        assertEquals(-1, dissector.unfinished(Direction.TO_CLIENT));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(100, 0, ByteView.of(Speech.ascii("203.0.")), false));
        assertEquals(100, dissector.unfinished(Direction.TO_CLIENT));
        assertEquals(-1, dissector.unfinished(Direction.TO_SERVER));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(106, 6, ByteView.of(Speech.ascii("113.9:1\n")), true));
        assertEquals(-1, dissector.unfinished(Direction.TO_CLIENT));
        assertEquals("ultrapeers", sink.events(PeersListed.class).get(0).content());
    }

    @Test
    void shouldReadCachesOfHosts() {
        tell(Direction.TO_SERVER, request(CACHE, "User-Agent: gtk-gnutella"));
        assertEquals(FLOW.client().address() + ":7000", sink.events(Expected.class).get(0).to().toString());
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        String text = "I|pong|x|gnutella\r\nH|203.0.113.9:6346|120|\r\nU|http://x.org/|5\n198.51.100.7:1\nH|nonsense|1\n"
            + "H|203.0.113.10:2";
        tell(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, text.length(), text.length(), false));
        String first = text.substring(0, 50);
        tell(Direction.TO_CLIENT, new HttpMessage.Body(100, 0, ByteView.of(Speech.ascii(first)), false));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(150, 50, ByteView.of(Speech.ascii(text.substring(50))), true));
        assertEquals(List.of("203.0.113.9:6346@" + (100 + text.indexOf("203.0.113.9")),
                "198.51.100.7:1@" + (100 + text.indexOf("198")), "203.0.113.10:2@" + (100 + text.indexOf("203.0.113.1"
                + "0"))),
            sink.events(PeersListed.class).get(0).peers().stream().map(p -> p.peer() + "@" + p.offset()).toList());
    }

    @Test
    void shouldKnowNoPlaceWhereALineIsNotInOnePiece() {
        tell(Direction.TO_SERVER, request(CACHE, "X: y"));
        tell(Direction.TO_CLIENT, response(200, "X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, -1, -1, true));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(100, 0, ByteView.of(Speech.ascii("203.0.")), false));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(200, 6, ByteView.of(Speech.ascii("113.9:1\n1.2.3.4:5")), false));
        dissector.onClose(Dissector.CloseReason.FLOW_ENDED);
        assertEquals(List.of("203.0.113.9:1@-1", "1.2.3.4:5@208"),
            sink.events(PeersListed.class).get(0).peers().stream().map(p -> p.peer() + "@" + p.offset()).toList());
    }

    @Test
    void shouldComplainOfHostileNames() {
        tell(Direction.TO_SERVER, request("/get/7/..%2f..%2fx", "X-Queue: 1.0"));
        assertEquals(List.of("hostile_file_name"), sink.events(Anomaly.class).stream().map(Anomaly::what).toList());
    }

    @Test
    void shouldBoundWhatWaitsForAnswers() {
        Progress progress = Progress.OK;
        for (int i = 0; progress == Progress.OK && i < 1000; i++) {
            progress = tell(Direction.TO_SERVER, request(N2R, "X: y"));
        }
        assertEquals(Progress.DONE, progress);
    }

    @Test
    void shouldSurviveMutatedTexts() {
        Mutator mutator = new Mutator(91);
        for (int i = 0; i < 20_000; i++) {
            Dissector one = parser.open(FLOW, new FakeSink());
            String target = mutated(mutator, mutator.any(N2R, CACHE, "/get/7/a%20b.mp3"));
            HttpMessage.Request request = request(target, mutated(mutator,
                "X-Alt: tls=80,203.0.113.9,198.51.100.7:7001,[2001:db8::7]:80"), "Accept: application/x-gnutella2");
            parser.detect(FLOW, request);
            one.onMessage(Direction.TO_SERVER, request);
            one.onMessage(Direction.TO_CLIENT, response(200, mutated(mutator,
                "Content-Disposition: inline; filename=\"linux.iso\"")));
            one.onMessage(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, -1, -1, true));
            one.onMessage(Direction.TO_CLIENT, new HttpMessage.Body(0, 0,
                ByteView.of(mutator.mutate(Speech.ascii("H|203.0.113.9:6346|120|\r\n1.2.3.4:5\n"))), false));
            one.onClose(Dissector.CloseReason.FLOW_ENDED);
        }
    }

    private static String mutated(Mutator mutator, String text) {
        return new String(mutator.mutate(Speech.ascii(text)), StandardCharsets.ISO_8859_1);
    }

    private Progress tell(Direction direction, HttpMessage message) {
        return dissector.onMessage(direction, message);
    }

    private void body(Direction direction, long first, long size, String text) {
        bodies++;
        tell(direction, new HttpMessage.Content(bodies, first, text.length(), size, false));
        tell(direction, new HttpMessage.Body(100, 0, ByteView.of(Speech.ascii(text)), true));
    }

    private TransferStarted started() {
        return sink.events(TransferStarted.class).get(0);
    }

    private List<FileText> files() {
        List<FileText> files = new ArrayList<>();
        sink.transcript().forEach(said -> {
            if (said instanceof FileText file) {
                files.add(file);
            }
        });
        return files;
    }

    private static HttpMessage.Request request(String target, String... headers) {
        return new HttpMessage.Request("GET", target, "HTTP/1.1", headers(headers));
    }

    private static HttpMessage.Response response(int status, String... headers) {
        return new HttpMessage.Response("HTTP/1.1", status, "", headers(headers));
    }

    private static List<Header> headers(String... lines) {
        List<Header> headers = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            headers.add(new Header(line.substring(0, Math.max(0, colon)), line.substring(colon + 1).strip()));
        }
        return headers;
    }
}
