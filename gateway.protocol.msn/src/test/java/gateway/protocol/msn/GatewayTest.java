package gateway.protocol.msn;

import static gateway.protocol.msn.Speech.ALICE;
import static gateway.protocol.msn.Speech.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.MessageSent;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import gateway.testkit.FakeFlow;
import gateway.testkit.FakeSink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections carried by HTTP, as the HTTP bundle hands them over. */
class GatewayTest {
    private static final String OPEN = "/gateway/gateway.dll?Action=open&Server=SB&IP=192.0.2.5";

    private final FakeSink sink = new FakeSink();
    private final Dissector dissector = new MsnParser().open(FakeFlow.of(Transport.TCP), sink);
    private long at;

    @Test
    void shouldReadASwitchboardOverManyRequests() {
        exchange(OPEN, "77.1", Speech.TICKET, "USR 1 OK " + ALICE + " Alice\r\n");
        exchange(session("77.1"), "77.2", "CAL 2 " + BOB + "\r\n", "CAL 2 RINGING 9\r\nJOI " + BOB + " B\r\n");
        exchange(session("77.2"), "77.3", Speech.says(3, "hello"), Speech.hears(BOB, "hi"));
        assertEquals(List.of(BOB + "<" + ALICE + ":hello", ALICE + "<" + BOB + ":hi"), spoken());
        assertTrue(sink.events(Identified.class).stream().anyMatch(event -> event.channel().equals("http_gateway")));
    }

    @Test
    void shouldKeepConnectionsApart() {
        exchange(OPEN, "1.1", Speech.TICKET, "JOI " + BOB + " B\r\n");
        exchange(OPEN, "2.1", "ANS 1 " + ALICE + " 1.2 55\r\n", "IRO 1 1 1 carol@example.com C\r\nANS 1 OK\r\n");
        exchange(session("1.1"), "1.2", Speech.says(3, "to bob"), "");
        exchange(session("2.1"), "2.2", Speech.says(3, "to carol"), "");
        exchange("/other", "", "MSG 1 N 5\r\nhello", "");
        assertEquals(List.of(BOB + "<" + ALICE + ":to bob", "carol@example.com<" + ALICE + ":to carol"), spoken());
    }

    @Test
    void shouldJoinACommandOverBodiesAndKnowItsPlaceWhereItHasOne() {
        exchange(OPEN, "1.1", Speech.TICKET, "JOI " + BOB + " B\r\n");
        request(session("1.1"));
        String message = Speech.says(3, "hello");
        at = 5000;
        body(Direction.TO_SERVER, message.substring(0, 40), false);
        body(Direction.TO_SERVER, message.substring(40), true);
        request(session("1.1"));
        at = 7000;
        body(Direction.TO_SERVER, message.substring(0, message.length() - 2), false);
        at = 8000;
        body(Direction.TO_SERVER, message.substring(message.length() - 2), true);
        List<MessageSent> said = sink.events(MessageSent.class);
        assertEquals(List.of("hello", "hello"), said.stream().map(m -> m.text().value()).toList());
        assertEquals(5000 + message.indexOf("hello"), said.get(0).text().offset());
        assertEquals(WireText.NOWHERE, said.get(1).text().offset());
        assertFalse(said.get(1).text().placed());
    }

    @Test
    void shouldBoundWhatWaitsForAnswers() {
        Progress progress = Progress.OK;
        for (int i = 0; progress == Progress.OK && i < 1000; i++) {
            progress = request(session(i + ".1"));
        }
        assertEquals(Progress.DONE, progress);
        assertEquals("pipeline_too_deep", sink.events(Anomaly.class).get(0).what());
    }

    @Test
    void shouldReadNothingFromBytes() {
        assertTrue(sink.events().isEmpty());
        exchange("/login.srf", "", "", "");
        assertTrue(sink.events().isEmpty());
    }

    private static String session(String id) {
        return "http://gateway.example/gateway/gateway.dll?SessionID=" + id;
    }

    private void exchange(String target, String session, String asked, String answered) {
        request(target);
        body(Direction.TO_SERVER, asked, true);
        List<HttpMessage.Header> headers = session.isEmpty() ? List.of()
            : List.of(new HttpMessage.Header("X-MSN-Messenger", "SessionID=" + session + "; GW-IP=192.0.2.9"));
        dissector.onMessage(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 100, "Continue", List.of()));
        dissector.onMessage(Direction.TO_CLIENT, new HttpMessage.Response("HTTP/1.1", 200, "OK", headers));
        body(Direction.TO_CLIENT, answered, true);
    }

    private Progress request(String target) {
        return dissector.onMessage(Direction.TO_SERVER, new HttpMessage.Request("POST", target, "HTTP/1.1",
            List.of(new HttpMessage.Header("Content-Type", GatewayRequest.CONTENT))));
    }

    private void body(Direction direction, String text, boolean last) {
        dissector.onMessage(direction, new HttpMessage.Body(at, 0, ByteView.of(Text.bytes(text)), last));
        at += text.length();
    }

    private List<String> spoken() {
        return sink.events(MessageSent.class).stream()
            .map(m -> m.to() + "<" + m.from() + ":" + m.text().value()).toList();
    }
}
