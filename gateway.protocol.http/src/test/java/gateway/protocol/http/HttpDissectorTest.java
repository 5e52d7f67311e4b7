package gateway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.HttpMessage.Request;
import gateway.api.protocol.HttpMessage.Response;
import gateway.api.protocol.Progress;
import gateway.testkit.FakeFlow;
import gateway.testkit.FakeSink.BodyText;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpDissectorTest {
    private static final FlowScript SIMPLE = FlowScript.tcp()
        .toServer("GET /a?b=c HTTP/1.1\r\nHost: example.org\r\nUser-Agent: test\r\nX-Long: one\r\n two\r\n\r\n")
        .toClient("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    private static final FlowScript CHUNKED = FlowScript.tcp()
        .toServer("GET / HTTP/1.1\r\n\r\n")
        .toClient("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;name=value\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: t\r\n\r\n");
    private static final FlowScript PIPELINED = FlowScript.tcp()
        .toServer("HEAD /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\n\r\n")
        .toClient("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
            + "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nHTTP/1.0 200 OK\r\n\r\nuntil the close");
    private static final FlowScript UPGRADE = FlowScript.tcp()
        .toServer("GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        .toClient("HTTP/1.1 101 Switching Protocols\r\n\r\n\001\002binary");

    private final ParserRig rig = new ParserRig(new HttpParser());

    @Test
    void shouldSayTheSameHoweverBytesAreCut() {
        for (FlowScript script : List.of(SIMPLE, CHUNKED, PIPELINED, UPGRADE)) {
            assertTrue(rig.sameHoweverCut(script).size() >= 3);
        }
    }

    @Test
    void shouldTellRequestsByName() {
        FileRequested event = rig.read(SIMPLE).sink().events(FileRequested.class).get(0);
        assertEquals("/a?b=c", event.name());
        assertEquals("GET", event.attributes().get("http_method"));
        assertEquals("example.org", event.attributes().get("hostname"));
        assertEquals("test", event.attributes().get("http_user_agent"));
        assertEquals("HTTP/1.1", event.attributes().get("protocol"));
    }

    @Test
    void shouldJoinFoldedLinesAndSaySo() {
        Reading reading = rig.read(SIMPLE);
        Request request = reading.sink().messages(Request.class).get(0);
        assertEquals("one two", request.header("x-long").orElseThrow());
        assertEquals(List.of("folded_header"), anomalies(reading));
    }

    @Test
    void shouldTakeChunkFramingOffAndKeepStreamOffsets() {
        List<BodyText> body = rig.read(CHUNKED).sink().messages(BodyText.class);
        int head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".length();
        assertEquals(new BodyText(head + 14, 0, "hello", false), body.get(0));
        assertEquals(new BodyText(head + 24, 5, " world", false), body.get(1));
        assertEquals("", body.get(2).text());
        assertEquals(11, body.get(2).bodyOffset());
        assertTrue(body.get(2).last());
    }

    @Test
    void shouldPairResponsesWithRequests() {
        Reading reading = rig.read(PIPELINED);
        assertEquals(List.of("HEAD", "POST", "GET"),
            reading.sink().messages(Request.class).stream().map(Request::method).toList());
        assertEquals(List.of(200, 100, 304, 200),
            reading.sink().messages(Response.class).stream().map(Response::status).toList());
        assertEquals(List.of("abc", "until the close"),
            reading.sink().messages(BodyText.class).stream().map(BodyText::text).toList());
        assertEquals(List.of(), anomalies(reading));
    }

    @Test
    void shouldStopWhereAnotherProtocolTakesOver() {
        assertEquals(Progress.State.DONE, rig.read(UPGRADE).state());
        FlowScript proxy = FlowScript.tcp().toServer("CONNECT example.org:443 HTTP/1.1\r\n\r\n")
            .toClient("HTTP/1.1 200 Established\r\n\r\n").toServer(new byte[] {22, 3, 1});
        Reading reading = rig.read(proxy);
        assertEquals(Progress.State.DONE, reading.state());
        assertEquals(List.of(), anomalies(reading));
    }

    @Test
    void shouldNameWhatMaySmuggleRequests() {
        String post = "POST / HTTP/1.1\r\n";
        assertAnomaly("both_lengths", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertAnomaly("differing_content_lengths", post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde");
        assertAnomaly("differing_content_lengths", post + "Content-Length: 4, 5\r\n\r\nabcde");
        assertAnomaly("bad_content_length", post + "Content-Length: +4\r\n\r\nabcd");
        assertAnomaly("bad_content_length", post + "Content-Length: 99999999999999999999\r\n\r\n");
        assertAnomaly("odd_transfer_coding", post + "Transfer-Encoding: xchunked\r\n\r\n");
        assertAnomaly("chunks_in_http_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertAnomaly("blank_before_colon", post + "Content-Length : 4\r\n\r\nabcd");
        assertAnomaly("header_without_colon", post + "Content-Length\r\n\r\n");
        assertAnomaly("control_byte", post + "X: a\000b\r\n\r\n");
        assertAnomaly("bad_chunk", post + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n");
        assertAnomaly("bad_chunk", post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n");
        assertAnomaly("bad_start_line", post + "\r\nnonsense\r\n\r\n");
    }

    @Test
    void shouldAgreeToRepeatedEqualLengths() {
        Reading reading = rig.read(FlowScript.tcp()
            .toServer("POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"));
        assertEquals(List.of(), anomalies(reading));
        assertEquals("abcd", reading.sink().messages(BodyText.class).get(0).text());
    }

    @Test
    void shouldBoundHeads() {
        String endless = "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(HttpWire.MAX_HEAD / 6);
        assertAnomaly("head_too_long", endless);
        String many = "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(HttpWire.MAX_HEADERS + 1) + "\r\n";
        assertAnomaly("too_many_headers", many);
        assertEquals(HttpWire.MAX_HEADERS,
            rig.read(FlowScript.tcp().toServer(many)).sink().messages(Request.class).get(0).headers().size());
    }

    @Test
    void shouldBoundPipelines() {
        FlowScript script = FlowScript.tcp()
            .toServer("GET / HTTP/1.1\r\n\r\n".repeat(HttpDissector.MAX_OUTSTANDING + 1));
        Reading reading = rig.read(script);
        assertEquals(List.of("pipeline_too_deep"), anomalies(reading));
        assertEquals(Progress.State.DONE, reading.state());
    }

    @Test
    void shouldGoOnBehindGapInsideBody() {
        FlowScript script = FlowScript.tcp()
            .toServer("GET /1 HTTP/1.1\r\n\r\n")
            .toClient("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").gap(Direction.TO_CLIENT, 4)
            .toClient("xyzHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        Reading reading = rig.read(script);
        assertEquals(Progress.State.OK, reading.state());
        assertEquals(List.of(200, 404),
            reading.sink().messages(Response.class).stream().map(Response::status).toList());
        BodyText rest = reading.sink().messages(BodyText.class).get(1);
        assertEquals(7, rest.bodyOffset());
        assertTrue(rest.last());
        assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".length() + 7, rest.streamOffset());
    }

    @Test
    void shouldGiveUpBehindGapOfUnknownPlace() {
        FlowScript script = FlowScript.tcp().toServer("GET / HTTP/1.1\r\nHost").gap(Direction.TO_SERVER, 10)
            .toServer("\r\n\r\n");
        assertEquals(Progress.State.DONE, rig.read(script).state());
        assertEquals(Progress.State.DONE, rig.read(SIMPLE.gap(Direction.TO_CLIENT, 0)).state());
    }

    @Test
    void shouldDenyBytesOfOtherProtocols() {
        FlowScript mail = FlowScript.tcp().toServer("EHLO there\r\n").toClient("250 ok\r\n");
        assertEquals(Progress.State.VIOLATION, rig.read(mail).state());
    }

    @Test
    void shouldReadAnswersToNonsense() {
        FlowScript script = FlowScript.tcp().toServer("nonsense\r\n")
            .toClient("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        assertEquals("status line", rig.classify(script).rule());
        Reading reading = rig.read(script);
        assertEquals(Progress.State.OK, reading.state());
        assertEquals(1, reading.sink().messages(Response.class).size());
        assertEquals(List.of("bad_start_line"), anomalies(reading));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldReadRequestsWithoutTarget() {
        FlowScript script = FlowScript.tcp().toServer("OPTIONS HTTP/1.1\r\n\r\n");
        assertEquals("request line", rig.classify(script).rule());
        assertEquals("", rig.read(script).sink().events(FileRequested.class).get(0).name());
        assertAnomaly("no_target", "OPTIONS HTTP/1.1\r\n\r\n");
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldCutAVersionThatGoesOn() {
        Reading reading = rig.read(FlowScript.tcp().toServer("GET HTTP/1.1" + "/x".repeat(1000) + "\r\n\r\n"));
        FileRequested asked = reading.sink().events(FileRequested.class).get(0);
        assertEquals(DissectionEvent.MAX_TEXT, asked.attributes().get("protocol").length());
    }

    @Test
    void shouldFindItsPlaceMidstream() {
        FlowScript script = FlowScript.tcp().on(FakeFlow.of(Transport.TCP).pickedUpMidstream())
            .toServer("the end of a body").toServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            .toClient("GET /next HTTP/1.1\r\n\r\n");
        Reading reading = rig.read(script);
        assertEquals("ok", reading.sink().messages(BodyText.class).get(0).text());
        assertEquals("/next", reading.sink().events(FileRequested.class).get(0).name());
    }

    @Test
    void shouldStayBoundedOnMutatedInput() {
        Mutator mutator = new Mutator(9112);
        List<FlowScript> scripts = List.of(SIMPLE, CHUNKED, PIPELINED, UPGRADE);
        for (int i = 0; i < 100_000; i++) {
            FlowScript script = scripts.get(i % scripts.size()).map(mutator::mutate);
            rig.read(i % 10 == 0 ? script.inPiecesOf(1 + mutator.number(20)) : script);
        }
    }

    @Test
    void shouldSayTheSameOfMutatedInputHoweverCut() {
        Mutator mutator = new Mutator(9110);
        List<FlowScript> scripts = List.of(SIMPLE, CHUNKED, PIPELINED);
        for (int i = 0; i < 300; i++) {
            FlowScript script = scripts.get(i % scripts.size()).map(mutator::mutate);
            rig.sameHoweverCut(script);
        }
    }

    private void assertAnomaly(String what, String request) {
        Reading reading = rig.read(FlowScript.tcp().toServer(request));
        assertTrue(anomalies(reading).contains(what), () -> what + " expected: " + anomalies(reading));
    }

    private static List<String> anomalies(Reading reading) {
        return reading.sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }
}
