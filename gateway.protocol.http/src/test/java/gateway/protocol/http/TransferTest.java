package gateway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.Direction;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Progress;
import gateway.api.protocol.Signature;
import gateway.testkit.FakeSink;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as files on their way. */
class TransferTest {
    private static final long UNKNOWN = DissectionEvent.UNKNOWN_SIZE;
    private static final FlowScript GET = FlowScript.tcp()
        .toServer("GET /files/a%20b.txt?x=/y HTTP/1.1\r\nHost: example.org\r\n\r\n");
    private static final FlowScript UPLOAD = FlowScript.tcp()
        .toServer("PUT /in/box.bin HTTP/1.1\r\nContent-Length: 6\r\nContent-Type: text/plain\r\n\r\nabcdef")
        .toClient("HTTP/1.1 204 No Content\r\n\r\n");
    private static final FlowScript KEPT_ALIVE = UPLOAD
        .toServer("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n")
        .toClient("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nt\r\n2\r\nwo\r\n0\r\n\r\n"
            + "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 100-104/200\r\nContent-Length: 5\r\n\r\nthree");

    private final ParserRig rig = new ParserRig(new HttpParser());

    @Test
    void shouldTellWhatADownloadIs() {
        Reading reading = read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n"
            + "Content-Encoding: gzip\r\nETag: \"e\"\r\n\r\nhello");
        TransferStarted start = started(reading);
        assertEquals(Direction.TO_CLIENT, start.direction());
        assertEquals("a b.txt", start.name().value());
        assertEquals(List.of(5L, 0L, 5L), List.of(start.size(), start.first(), start.length()));
        assertEquals("text/plain", start.attributes().get("content_type"));
        assertEquals("gzip", start.attributes().get("content_encoding"));
        assertEquals("example.org", start.attributes().get("hostname"));
        assertEquals("200", start.attributes().get("status"));
        assertEquals("hello", text(reading));
        assertEquals(List.of(new TransferEnded(start.transfer(), true)), reading.sink().events(TransferEnded.class));
    }

    @Test
    void shouldReadOnThroughAKeptAliveConnection() {
        Reading reading = rig.read(KEPT_ALIVE);
        assertEquals(List.of("box.bin", "1", "2", "3"),
            reading.sink().events(TransferStarted.class).stream().map(t -> t.name().value()).toList());
        assertEquals(Direction.TO_SERVER, started(reading).direction());
        assertEquals("abcdefonetwothree", text(reading));
        assertEquals(4, reading.sink().events(TransferEnded.class).stream().filter(TransferEnded::complete).count());
        assertEquals(4, reading.sink().events(TransferStarted.class).stream().map(TransferStarted::transfer)
            .distinct().count());
        rig.sameHoweverCut(KEPT_ALIVE);
    }

    @Test
    void shouldPlaceARange() {
        Reading reading = read("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 7-11/100\r\n"
            + "Content-Length: 5\r\n\r\nhello");
        TransferStarted start = started(reading);
        assertEquals(List.of(100L, 7L, 5L), List.of(start.size(), start.first(), start.length()));
        assertEquals(7, reading.sink().events(TransferData.class).get(0).fileOffset());
        assertEquals(List.of(), anomalies(reading));
    }

    @Test
    void shouldTakeALengthFromTheRangeOfAChunkedBody() {
        TransferStarted start = started(read("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/*\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
        assertEquals(List.of(UNKNOWN, 0L, 5L), List.of(start.size(), start.first(), start.length()));
    }

    @Test
    void shouldEndWithTheConnectionWhereNothingElseSaysTheEnd() {
        FlowScript script = GET.toClient("HTTP/1.0 200 OK\r\n\r\nuntil the close");
        Reading reading = rig.read(script);
        assertEquals(UNKNOWN, started(reading).length());
        assertTrue(reading.sink().events(TransferEnded.class).get(0).complete());
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldNotCallComplete() {
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello")));
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")));
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel")
            .gap(Direction.TO_CLIENT, 3).toClient("lost")));
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel")
            .gap(Direction.TO_CLIENT, 7)));
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\n\r\nhel").gap(Direction.TO_CLIENT, 7).toClient("lo")));
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel")
            .gap(Direction.TO_CLIENT, 0)));
        assertFalse(complete(GET.toClient("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello!!")));
    }

    @Test
    void shouldKeepPlacesBehindAGap() {
        Reading reading = rig.read(GET.toClient("HTTP/1.1 206 X\r\nContent-Range: bytes 20-29/30\r\n"
            + "Content-Length: 10\r\n\r\nabc").gap(Direction.TO_CLIENT, 4).toClient("xyz"));
        assertEquals(List.of(20L, 27L),
            reading.sink().events(TransferData.class).stream().map(TransferData::fileOffset).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no_content_range  |",
        "bad_content_range | Content-Range: bytes 5-4/100",
        "bad_content_range | Content-Range: bytes 96-100/100",
        "bad_content_range | Content-Range: bytes -1-3/100",
        "bad_content_range | Content-Range: bytes 0-4/99999999999999999999",
        "bad_content_range | Content-Range: lines 0-4/100",
        "bad_content_range | Content-Range: bytes */100",
        "bad_content_range | Content-Range: bytes 0-4/-",
        "range_differs     | Content-Range: bytes 0-5/100",
        "several_ranges    | Content-Type: multipart/byteranges; boundary=b",
    })
    void shouldNameRangesThatLie(String anomaly, String header) {
        Reading reading = read("HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n"
            + (header == null ? "" : header + "\r\n") + "\r\nhello");
        assertEquals(List.of(anomaly), anomalies(reading));
        assertEquals("hello", text(reading));
        assertEquals(0, started(reading).first());
    }

    @Test
    void shouldNameDifferingRanges() {
        Reading reading = read("HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n"
            + "Content-Range: bytes 0-4/9\r\nContent-Range: bytes 1-5/9\r\n\r\nhello");
        assertEquals(List.of("bad_content_range"), anomalies(reading));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "report.pdf   | attachment; filename=\"report.pdf\"",
        "a;\"b.txt    | attachment; filename=\"a;\\\"b.txt\"",
        "plain.txt    | inline; size=3; filename = plain.txt",
        "naïve.txt    | attachment; filename=\"x\"; filename*=UTF-8''na%C3%AFve.txt",
        "naïve.txt    | attachment; filename*=iso-8859-1'en'na%EFve.txt; filename=x",
        "naïve.txt    | attachment; filename=\"na\u00c3\u00afve.txt\"",
        "a b.txt      | attachment",
        "a b.txt      | attachment; filename=",
        "open         | attachment; filename=\"open",
    })
    void shouldTakeTheNameFromTheDisposition(String name, String disposition) {
        Reading reading = read("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Disposition: " + disposition
            + "\r\n\r\n1");
        assertEquals(name, started(reading).name().value());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "/a/b/c.txt,c.txt", "/,``", "/a/?b=/c,``", "http://example.org/x.iso,x.iso", "http://example.org,``",
        "/%zz%4,%zz%4", "/%e2%82%ac,€", "/%ff,ÿ", "/a;b,a;b"})
    void shouldTakeTheNameFromTheTarget(String target, String name) {
        FlowScript script = FlowScript.tcp().toServer("GET " + target + " HTTP/1.1\r\n\r\n")
            .toClient("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
        assertEquals(name, started(rig.read(script)).name().value());
    }

    @Test
    void shouldComplainOfHostileNames() {
        for (String name : List.of("..%2f..%2fetc%2fpasswd", "..%5cx", "a%00b", "a%E2%80%AEb", "%2e%2e")) {
            Reading reading = rig.read(FlowScript.tcp().toServer("GET /" + name + " HTTP/1.1\r\n\r\n")
                .toClient("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1"));
            assertEquals(List.of("hostile_file_name"), anomalies(reading), name);
        }
    }

    @Test
    void shouldReadWhatAPushedConnectionCarries() {
        String giv = "GIV 7:000102030405060708090A0B0C0D0E0F/linux.iso\n\n";
        FlowScript script = FlowScript.tcp().toServer(giv).toClient("GET /get/7/linux.iso HTTP/1.1\r\n\r\n")
            .toServer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(giv)).label());
        assertEquals(2, rig.classify(script).decidedAt());
        assertEquals("hello", text(rig.read(script)));
        rig.sameHoweverCut(script);
        for (String other : List.of("GIV 7:00010203\n\n", "GIVE 7:\n\n", "GIV x:000102030405060708090A0B0C0D0E0F/\n\n",
                "GIV 7:000102030405060708090A0B0C0D0E0F/name\nmore\n\n")) {
            Reading reading = rig.read(FlowScript.tcp().toServer(other).toClient("nor this"));
            assertEquals(Progress.State.VIOLATION, reading.state(), other);
        }
    }

    @Test
    void shouldLeaveWhatIsClaimedToTheParserAbove() {
        ParserRig layered = new ParserRig(new HttpParser(), new Above());
        FlowScript script = FlowScript.tcp()
            .toServer("GET /1 HTTP/1.1\r\n\r\nGET /theirs HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n")
            .toClient("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
                + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo"
                + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthree");
        Reading reading = layered.read(script);
        assertEquals("onethree", text(reading));
        assertEquals(List.of(1L, 3L),
            reading.sink().events(TransferStarted.class).stream().map(TransferStarted::transfer).toList());
        assertEquals(List.of(1L, 2L, 3L),
            reading.sink().messages(HttpMessage.Content.class).stream().map(HttpMessage.Content::transfer).toList());
    }

    @Test
    void shouldEndWhatItBeganWhateverComes() {
        Mutator mutator = new Mutator(7233);
        for (int i = 0; i < 20_000; i++) {
            Reading reading = rig.read(KEPT_ALIVE.map(b -> mutator.number(2) == 0 ? mutator.mutate(b) : b));
            assertEquals(reading.sink().events(TransferStarted.class).size(),
                reading.sink().events(TransferEnded.class).size());
        }
    }

    private boolean complete(FlowScript script) {
        List<TransferEnded> ends = rig.read(script).sink().events(TransferEnded.class);
        assertEquals(1, ends.size());
        return ends.get(0).complete();
    }

    private Reading read(String response) {
        return rig.read(GET.toClient(response));
    }

    private static TransferStarted started(Reading reading) {
        return reading.sink().events(TransferStarted.class).get(0);
    }

    private static String text(Reading reading) {
        StringBuilder text = new StringBuilder();
        for (Object said : reading.sink().transcript()) {
            text.append(said instanceof FakeSink.FileText file ? file.text() : "");
        }
        return text.toString();
    }

    private static List<String> anomalies(Reading reading) {
        return reading.sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }

    /** Claims requests for one path. */
    private static final class Above implements ProtocolParser {
        @Override
        public String id() {
            return "above";
        }

        @Override
        public Set<String> over() {
            return Set.of("http");
        }

        @Override
        public List<Signature> signatures() {
            return List.of();
        }

        @Override
        public Detection detect(Flow flow, Head head) {
            return Detection.NO;
        }

        @Override
        public Detection detect(Flow flow, Message message) {
            boolean ours = message instanceof HttpMessage.Request request && request.target().equals("/theirs");
            return ours ? Detection.certain("theirs") : Detection.NO;
        }

        @Override
        public Dissector open(Flow flow, DissectionSink sink) {
            return (direction, bytes) -> Progress.DONE;
        }
    }
}
