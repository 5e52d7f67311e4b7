package gateway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.api.packet.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final String GET = "GET /index.html HTTP/1.1\r\nHost: example.org\r\n\r\n";

    private final ParserRig rig = new ParserRig(new HttpParser());

    @ParameterizedTest
    @ValueSource(strings = {
        GET,
        "POST /form HTTP/1.0\r\n\r\n",
        "CONNECT example.org:443 HTTP/1.1\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\n\r\n",
        "GET http://example.org/ HTTP/1.1\r\n\r\n",
        "PROPFIND /dav/ HTTP/1.1\r\n\r\n",
        "RPC_IN_DATA /rpc/rpcproxy.dll HTTP/1.1\r\n\r\n",
        "GET /name with blanks.txt HTTP/1.1\r\n\r\n",
        "\r\nGET / HTTP/1.1\n\n",
    })
    void shouldKnowRequestLines(String request) {
        assertEquals("request line", rig.classify(FlowScript.tcp().toServer(request)).rule());
    }

    @Test
    void shouldKnowStatusLineOfFlowPickedUpMidstream() {
        FlowScript script = FlowScript.tcp().on(FakeFlow.of(Transport.TCP).pickedUpMidstream())
            .toServer("...the rest of a body").toClient("and of another").toServer("HTTP/1.1 200 OK\r\n");
        ParserRig.Classification found = rig.classify(script);
        assertEquals("status line", found.rule());
        assertEquals(3, found.decidedAt());
    }

    @Test
    void shouldKnowLineCutAnywhere() {
        FlowScript whole = FlowScript.tcp().toServer(GET);
        for (int position = 1; position < whole.length(); position++) {
            ParserRig.Classification found = rig.classify(whole.cutAt(position));
            assertEquals("http", found.label(), "cut at " + position);
            assertTrue(found.certain(), "cut at " + position);
        }
    }

    @Test
    void shouldHoldLongOpenLineForLikely() {
        String path = "/" + "a".repeat(3000);
        FlowScript script = FlowScript.tcp().toServer("GET " + path + " HTTP/1.1\r\n\r\n");
        assertEquals("open request line", rig.classify(script, 2048).rule());
        assertTrue(rig.classify(script).certain());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INVITE sip:bob@example.org SIP/2.0\r\n\r\n",
        "OPTIONS sip:bob@example.org SIP/2.0\r\n\r\n",
        "DESCRIBE rtsp://example.org/film RTSP/1.0\r\n\r\n",
        "SETUP rtsp://example.org/film RTSP/1.0\r\n\r\n",
        "RTSP/1.0 200 OK\r\n\r\n",
        "SIP/2.0 200 OK\r\n\r\n",
        "ICY 200 OK\r\n\r\n",
        "GNUTELLA CONNECT/0.6\r\n\r\n",
        "GNUTELLA/0.6 200 OK\r\n\r\n",
        "GIVE 1234\r\n\r\n",
        "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n",
        "M-SEARCH * HTTP/1.1\r\n\r\n",
        "BT-SEARCH * HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/2 200\r\n",
        "HTTP/1.1 abc\r\n",
        "HTTPS is not a version",
        "USER anonymous\r\n",
        "EHLO mail.example.org\r\n",
        "VER 1 MSNP8 CVR0\r\n",
        "NICK somebody\r\n",
        "GET key\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "220 ready\r\n",
        "REPORT of the committee\r\n",
        "\r\n\r\n\r\n\r\n\r\n",
    })
    void shouldLeaveOthersAlone(String bytes) {
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(bytes)).label());
    }

    @Test
    void shouldNotLookForHttpInTheMiddleOfOtherProtocols() {
        FlowScript mail = FlowScript.tcp().toClient("220 ready\r\n").toServer("DATA\r\n").toServer(GET);
        assertEquals("unknown", rig.classify(mail).label());
    }

    @Test
    void shouldNeverThrowOnAnyBytes() {
        Mutator mutator = new Mutator(20080101);
        byte[] good = GET.getBytes();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = i % 4 == 0 ? mutator.noise(64) : mutator.mutate(good);
            rig.classify(FlowScript.tcp().toServer(bytes).toClient(mutator.noise(8)));
        }
    }
}
