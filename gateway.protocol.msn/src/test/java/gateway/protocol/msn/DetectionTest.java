package gateway.protocol.msn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.ParserRig.Classification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final FakeFlow MIDSTREAM = FakeFlow.of(Transport.TCP).pickedUpMidstream();
    private static final String HELLO = "\004\0\0\0foo\0";

    private final MsnParser parser = new MsnParser();
    private final ParserRig rig = new ParserRig(parser);

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "M1 version,VER 1 MSNP12 MSNP11 CVR0",
        "M1 version,VER 0 MSNP8 CVR0",
        "M1 version,VER 1 MSNP18 MSNP17 CVR0",
        "M2 switchboard ticket,USR 1 alice@example.net 1115371039.15845",
        "M2 switchboard ticket,USR 178 alice@example.net;{3AE1F6F8-1B1C-4F0C-9B3E-0123456789AB} 246503.1115372323.20",
        "M3 switchboard answer,ANS 89 bob@example.org 1115371039.15845 17069658",
        "M5 msnftp,VER MSNFTP",
        "M5 msnftp,VER MSNP2P MSNFTP",
    })
    void shouldRecogniseFirstLinesHoweverCut(String rule, String line) {
        FlowScript script = FlowScript.tcp().toServer(line + "\r\n");
        assertCertain(rule, script);
        for (int position = 1; position < script.length(); position++) {
            assertCertain(rule, script.cutAt(position));
        }
        assertCertain(rule, FlowScript.tcp().toClient(line + "\r\n"));
    }

    @Test
    void shouldRecogniseFirstLineBehindProxy() {
        assertCertain("M1 version", FlowScript.tcp().toServer("\005\001\0").toClient("\005\0")
            .toServer("\005\001\0\001\300\0\002\005\007\107").toClient("\005\0\0\001\300\0\002\005\007\107")
            .toServer("VER 1 MSNP12 CVR0\r\n"));
    }

    @Test
    void shouldRecogniseDirectConnections() {
        FlowScript hello = FlowScript.tcp().toServer(HELLO);
        assertEquals("M6 direct", rig.classify(hello).rule());
        assertFalse(rig.classify(hello).certain());
        assertCertain("M6 direct", hello.toServer("\60\0\0\0" + "x".repeat(48)));
        assertCertain("M6 direct", hello.toServer("\20\0\0\0" + "x".repeat(16)));
        assertFalse(rig.classify(hello.toServer("\21\0\0\0" + "x".repeat(17))).certain());
        FlowScript whole = FlowScript.tcp().toServer(HELLO + "\60\0\0\0");
        for (int position = 1; position < whole.length(); position++) {
            assertCertain("M6 direct", whole.cutAt(position));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "IRO 89 1 1 bob@example.org Bob\r\n",
        "JOI bob@example.org Bob%20B 1073856572\r\n",
        "CAL 179 RINGING 246503\r\n",
        "CAL 178 bob@example.org\r\n",
        "RNG 17069658 192.0.2.83:1863 CKI 1115371039.15845 bob@example.org Bob\r\n",
        "XFR 19 SB 192.0.2.59:1863 CKI 246503.1115372323.20879\r\n",
        "NLN AWY bob@example.org Bob 1073791012\r\n",
        "ILN 9 NLN bob@example.org Bob 0\r\n",
        "USR 1 OK alice@example.net Alice\r\n",
        "MSG 77 U 89\r\nMIME-Version: 1.0\r\n",
        "MSG bob@example.org Bob 97\r\nMIME-Version: 1.0\r\n",
    })
    void shouldRecogniseConnectionsInProgress(String said) {
        assertTrue(rig.classify(FlowScript.tcp().on(MIDSTREAM).toServer(said)).certain(), said);
        assertTrue(rig.classify(FlowScript.tcp().on(MIDSTREAM).toClient(said)).certain(), said);
    }

    @Test
    void shouldTakePingsForProvenInPairsOnly() {
        FlowScript asked = FlowScript.tcp().on(MIDSTREAM).toServer("PNG\r\n");
        assertUnknown(asked);
        assertUnknown(asked.toServer("PNG\r\n").toClient("PNG\r\n"));
        assertCertain("midstream ping", asked.toClient("QNG 45\r\n"));
        assertUnknown(FlowScript.tcp().toServer("PNG\r\n").toClient("QNG 45\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "USER anonymous\r\n", "USR\r\n", "USR 1 alice\r\n", "USR 1 alice@example.net secret\r\n",
        "USR 1 @ 1.2\r\n", "USR x alice@example.net 12.3\r\n", "USR 1 alice@example.net 12.3", "USR 1 a@b 12.3\n",
        "ANS 89 bob@example.org 1115371039.15845\r\n", "ANS 89 bob@example.org 1115371039.15845 x\r\n",
        "VER 1 MSNPX CVR0\r\n", "VER 1 msnp12 CVR0\r\n", "VER 1.0\r\n", "VER MSNFTPX\r\n", "VERSION 1\r\n", "VER\r\n",
        "VRFY alice@example.net\r\n", "AUTH LOGIN\r\n", "NICK a\r\nUSER a 0 * :a\r\n", "\211PNG\r\n\032\n",
        "GET / HTTP/1.1\r\n\r\n", "BYE sip:bob@example.org SIP/2.0\r\n", "MSG alice bob 12\r\nhello",
        "\004\001\000\120\300\0\002\005root\0", "\004\0\0\0fo", "YMSG\0\0", "JOIN #msn\r\n",
    })
    void shouldLeaveOthersAlone(String said) {
        assertUnknown(FlowScript.tcp().toServer(said).toClient(said));
        assertUnknown(FlowScript.tcp().on(MIDSTREAM).toServer(said).toClient(said));
    }

    @Test
    void shouldNotRecogniseCommandsWhereFlowsBegin() {
        assertUnknown(FlowScript.tcp().toServer("JOI bob@example.org Bob\r\n"));
        assertUnknown(FlowScript.tcp().toServer("MSG 77 U 89\r\nMIME-Version: 1.0\r\n"));
    }

    @Test
    void shouldStopWaitingForAnEndlessLine() {
        FlowScript endless = FlowScript.tcp();
        for (int i = 0; i < 4; i++) {
            endless = endless.toServer("VER " + "1".repeat(CommandReader.MAX_KNOWN_LINE));
        }
        assertUnknown(endless);
    }

    @Test
    void shouldRecogniseTheHttpGateway() {
        List<HttpMessage.Header> typed = List.of(new HttpMessage.Header("content-type", GatewayRequest.CONTENT));
        String path = "/gateway/gateway.dll?";
        assertEquals("M4 http gateway", over("POST", path + "Action=open&Server=SB&IP=192.0.2.5", List.of()));
        assertEquals("M4 http gateway", over("POST", "http://gw.example" + path + "SessionID=123.4", List.of()));
        assertEquals("M4 http gateway", over("POST", path + "Action=poll", typed));
        assertEquals("", over("POST", path + "Action=poll", List.of()));
        assertEquals("", over("GET", path + "SessionID=1", typed));
        assertEquals("", over("POST", "/gateway.dll?SessionID=1", typed));
        assertEquals("M4 http gateway", parser.detect(MIDSTREAM, new HttpMessage.Response("HTTP/1.1", 200, "OK",
            List.of(new HttpMessage.Header("X-MSN-Messenger", "SessionID=1.2; GW-IP=192.0.2.9")))).rule());
    }

    @Test
    void shouldRecogniseSignInAndProxy() {
        String login = "Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in=a,pwd=b,x=y";
        assertEquals("passport", over("GET", "/login.srf", List.of(new HttpMessage.Header("Authorization", login))));
        assertEquals("", over("GET", "/login.srf", List.of(new HttpMessage.Header("Authorization", "Basic abc"))));
        assertEquals("M7 proxy", over("CONNECT", "messenger.example:1863", List.of()));
        assertEquals("", over("CONNECT", "messenger.example:443", List.of()));
    }

    @Test
    void shouldNeverThrowOnAnyBytes() {
        Mutator mutator = new Mutator(1863);
        List<String> good = List.of("VER 1 MSNP12 CVR0\r\n", Speech.TICKET, "VER MSNFTP\r\n", HELLO + "\60\0\0\0",
            "MSG 77 U 89\r\nMIME-Version: 1.0\r\n", "RNG 1 192.0.2.83:1863 CKI 1.2 b@example.org B\r\n", "PNG\r\n");
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = i % 4 == 0 ? mutator.noise(100) : mutator.mutate(Text.bytes(good.get(i % good.size())));
            FlowScript script = FlowScript.tcp().toServer(bytes).toClient(mutator.noise(20));
            rig.classify(script);
            rig.classify(script.on(MIDSTREAM));
        }
    }

    @Test
    void shouldNotTakeNoiseForMsn() {
        Mutator mutator = new Mutator(18);
        for (int i = 0; i < 50_000; i++) {
            assertUnknown(FlowScript.tcp().on(MIDSTREAM).toServer(mutator.noise(60)).toClient(mutator.noise(60)));
        }
    }

    private String over(String method, String target, List<HttpMessage.Header> headers) {
        Detection found = parser.detect(FakeFlow.of(Transport.TCP),
            new HttpMessage.Request(method, target, "HTTP/1.1", headers));
        return found.rule();
    }

    private void assertCertain(String rule, FlowScript script) {
        Classification found = rig.classify(script);
        assertEquals(rule, found.rule());
        assertTrue(found.certain());
    }

    private void assertUnknown(FlowScript script) {
        Classification found = rig.classify(script);
        assertFalse(found.certain(), found.rule());
        assertEquals("unknown", found.label(), found.rule());
    }
}
