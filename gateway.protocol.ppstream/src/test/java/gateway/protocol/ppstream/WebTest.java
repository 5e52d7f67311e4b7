package gateway.protocol.ppstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.FileRequested;
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

/** What goes over HTTP, as the parser of HTTP hands it over. */
class WebTest {
    private static final String HASH = "000102030405060708090a0b0c0d0e0f";
    private static final String VIDEO = "/videos/v0/20160625/a5/bf/" + HASH + ".f4v?key=1&tn=2";
    private static final String AGENT = "User-Agent: HCDNClient_WINPC;libcurl/7.26.0";
    private static final FakeFlow FLOW = FakeFlow.of(Transport.TCP);

    private final PpstreamParser parser = new PpstreamParser();
    private final FakeSink sink = new FakeSink();
    private final Dissector dissector = parser.open(FLOW, sink);
    private long bodies;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "W1 client  | CERTAIN | /b?t=5     | User-Agent: Qiyi List Client PC 5.2.15.2240",
        "W1 client  | CERTAIN | /core      | User-Agent: Mozilla/4.0 (compatible)/QY-Player-Windows/2.0.102",
        "W1 client  | CERTAIN | /x         | User-Agent: HCDNClient_WINPC;libcurl/7.26.0 OpenSSL/1.0.1g;QK/10.0.0.293",
        "W1 client  | CERTAIN | /tmp.gif   | User-Agent: QIYiAngent",
        "W2 video   | LIKELY  | /videos/v0/20160625/a5/bf/000102030405060708090a0b0c0d0e0f.f4v?key=1 | Host: 192.0.2.7",
        "W2 video   | LIKELY  | http://x.org/videos/v0/20160625/a5/bf/000102030405060708090a0b0c0d0e0f.f4vcrc | X: y",
        "W3 service | LIKELY  | /k         | Host: pdata.video.qiyi.com",
        "W3 service | LIKELY  | /          | Host: PPSTREAM.com:80",
        "NO         | NO      | /          | Host: notppstream.com",
        "NO         | NO      | /          | Host: ppstream.com.example.org",
        "NO         | NO      | /?u=iqiyi.com | User-Agent: curl/8",
        "NO         | NO      | /videos/v0/20160625/a5/bf/0001.f4v | Host: example.org",
        "NO         | NO      | /videos/v0/20160625/a5/bf/000102030405060708090a0b0c0d0e0f/list | Host: example.org",
    })
    void shouldKnowItsRequests(String rule, Detection.Certainty certainty, String target, String header) {
        Detection found = parser.detect(FLOW, request(target, header));
        assertEquals(certainty, found.certainty());
        assertEquals(certainty == Detection.Certainty.NO ? "" : rule, found.rule());
        assertEquals(Detection.NO, parser.detect(FLOW, response("X: y")));
    }

    @Test
    void shouldTellWhatWasAskedForAndWhatCame() {
        tell(Direction.TO_SERVER, request(VIDEO, AGENT, "Host: 192.0.2.7", "Range: bytes=10-14"));
        tell(Direction.TO_CLIENT, response("Content-Type: video/mp4"));
        body(Direction.TO_CLIENT, 10, 50, "hello");
        FileRequested asked = sink.events(FileRequested.class).get(0);
        assertEquals(VIDEO, asked.name());
        assertEquals(List.of("video", HASH, HASH + ".f4v", "bytes=10-14", "192.0.2.7"),
            List.of("kind", "file_hash", "file_name", "range", "host").stream().map(asked.attributes()::get).toList());
        TransferStarted start = sink.events(TransferStarted.class).get(0);
        assertEquals(HASH + ".f4v", start.name().value());
        assertEquals(List.of(50L, 10L, 5L), List.of(start.size(), start.first(), start.length()));
        assertEquals("video/mp4", start.attributes().get("content_type"));
        assertEquals("200", start.attributes().get("status"));
        assertEquals(List.of(new FileText(start.transfer(), 10, "hello")), files());
        assertTrue(sink.events(TransferEnded.class).get(0).complete());
    }

    @ParameterizedTest
    @CsvSource({
        "/20160625/a5/bf/000102030405060708090a0b0c0d0e0f.xml,description,000102030405060708090a0b0c0d0e0f.xml",
        "/vi/500494600/000102030405060708090a0b0c0d0e0f/?src=1,description,",
        "/1cfc8cd5fbe0f4ee498fb1c2fc1de8b6/videos/v0/20160625/a5/bf/000102030405060708090a0b0c0d0e0f.f4v?tn=1,video,"
            + "000102030405060708090a0b0c0d0e0f.f4v",
        "/vi/,other,",
        "/,other,",
    })
    void shouldTellKinds(String target, String kind, String name) {
        tell(Direction.TO_SERVER, request(target, "Host: cache.video.iqiyi.com"));
        FileRequested asked = sink.events(FileRequested.class).get(0);
        assertEquals(kind, asked.attributes().get("kind"));
        assertEquals(name, asked.attributes().get("file_name"));
        assertEquals(kind.equals("other") ? null : HASH, asked.attributes().get("file_hash"));
    }

    @Test
    void shouldKeepItsOwnApartFromOthers() {
        tell(Direction.TO_SERVER, request(VIDEO, AGENT));
        tell(Direction.TO_SERVER, request("/robots.txt", "Host: example.org"));
        tell(Direction.TO_SERVER, request("/b", AGENT, "Content-Type: text/plain"));
        body(Direction.TO_SERVER, 0, 4, "post");
        tell(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 100, "", List.of()));
        tell(Direction.TO_CLIENT, response("X: y"));
        body(Direction.TO_CLIENT, 0, 3, "one");
        tell(Direction.TO_CLIENT, response("X: y"));
        body(Direction.TO_CLIENT, 0, 5, "other");
        tell(Direction.TO_CLIENT, response("X: y"));
        body(Direction.TO_CLIENT, 0, 3, "two");
        tell(Direction.TO_CLIENT, response("X: y"));
        body(Direction.TO_CLIENT, 0, 3, "who");
        assertEquals(List.of("post", "one", "two"), files().stream().map(FileText::text).toList());
        assertEquals(2, sink.events(FileRequested.class).size());
    }

    @Test
    void shouldEndWhatIsCutOff() {
        tell(Direction.TO_SERVER, request(VIDEO, AGENT));
        tell(Direction.TO_CLIENT, response("X: y"));
        tell(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, 10, 10, false));
        tell(Direction.TO_CLIENT, new HttpMessage.Body(100, 0, ByteView.of(new byte[3]), false));
        dissector.onClose(Dissector.CloseReason.FLOW_ENDED);
        assertFalse(sink.events(TransferEnded.class).get(0).complete());
    }

    @Test
    void shouldBoundWhatWaitsForAnswers() {
        Progress progress = Progress.OK;
        for (int i = 0; progress == Progress.OK && i < 1000; i++) {
            progress = tell(Direction.TO_SERVER, request(VIDEO, AGENT));
        }
        assertEquals(Progress.DONE, progress);
    }

    @Test
    void shouldSurviveMutatedTexts() {
        Mutator mutator = new Mutator(91);
        for (int i = 0; i < 20_000; i++) {
            Dissector one = parser.open(FLOW, new FakeSink());
            HttpMessage.Request request = request(mutated(mutator, mutator.any(VIDEO, "/vi/5/" + HASH + "/",
                "http://a/20160625/a5/bf/" + HASH + ".xml")), mutated(mutator, AGENT),
                mutated(mutator, "Host: msg.iqiyi.com:80"));
            parser.detect(FLOW, request);
            one.onMessage(Direction.TO_SERVER, request);
            one.onMessage(Direction.TO_CLIENT, response(mutated(mutator, "Content-Type: video/mp4")));
            one.onMessage(Direction.TO_CLIENT, new HttpMessage.Content(1, 0, -1, -1, true));
            one.onMessage(Direction.TO_CLIENT, new HttpMessage.Body(0, 0, ByteView.of(new byte[9]), false));
            one.onClose(Dissector.CloseReason.FLOW_ENDED);
        }
    }

    private static String mutated(Mutator mutator, String text) {
        return new String(mutator.mutate(text.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    private Progress tell(Direction direction, HttpMessage message) {
        return dissector.onMessage(direction, message);
    }

    private void body(Direction direction, long first, long size, String text) {
        bodies++;
        tell(direction, new HttpMessage.Content(bodies, first, text.length(), size, false));
        tell(direction, new HttpMessage.Body(100, 0,
            ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1)), true));
    }

    private List<FileText> files() {
        return sink.transcript().stream().filter(FileText.class::isInstance).map(FileText.class::cast).toList();
    }

    private static HttpMessage.Request request(String target, String... headers) {
        return new HttpMessage.Request("GET", target, "HTTP/1.1", headers(headers));
    }

    private static HttpMessage.Response response(String... headers) {
        return new HttpMessage.Response("HTTP/1.1", 200, "", headers(headers));
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
