package gateway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.testkit.FakeFlow;
import gateway.testkit.FakeSink;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody wants to see need not be read. */
class UnreadBodyTest {
    private static final String GET = "GET /a HTTP/1.1\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";

    private final FakeSink sink = new FakeSink();
    private final Dissector dissector = new HttpParser().open(FakeFlow.of(Transport.TCP), sink);

    private Dissector say(Direction direction, String text) {
        dissector.onData(direction, ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1)));
        return dissector;
    }

    @Test
    void shouldTellHowMuchOfABodyIsToCome() {
        assertEquals(0, say(Direction.TO_SERVER, GET).contentAhead());
        assertEquals(1000, say(Direction.TO_CLIENT, ANSWER).contentAhead());
        assertEquals(997, say(Direction.TO_CLIENT, "abc").contentAhead());
    }

    @Test
    void shouldGoOnBehindIt() {
        say(Direction.TO_SERVER, GET);
        say(Direction.TO_CLIENT, ANSWER + "abc");
        assertEquals(Progress.OK, dissector.onGap(Direction.TO_CLIENT, 997));
        assertFalse(sink.events(TransferEnded.class).get(0).complete());
        assertEquals(0, dissector.contentAhead());
        say(Direction.TO_SERVER, GET);
        assertEquals(1000, say(Direction.TO_CLIENT, ANSWER).contentAhead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\nabc",
        "HTTP/1.1 200 OK\r\n\r\nabc", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"})
    void shouldWantToSeeWhatHasNoKnownEndOrNamesInIt(String answer) {
        say(Direction.TO_SERVER, GET);
        assertEquals(0, say(Direction.TO_CLIENT, answer).contentAhead());
    }

    @Test
    void shouldWantToSeeWhatMayFollowAtOnce() {
        say(Direction.TO_SERVER, GET + GET);
        assertEquals(0, say(Direction.TO_CLIENT, ANSWER).contentAhead());
    }

    @Test
    void shouldWantToSeeWhatNobodyAskedFor() {
        assertEquals(0, say(Direction.TO_CLIENT, ANSWER).contentAhead());
    }

    @Test
    void shouldWantToSeeWhatTheClientSends() {
        assertEquals(0, say(Direction.TO_SERVER, "PUT /a HTTP/1.1\r\nContent-Length: 1000\r\n\r\nabc").contentAhead());
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1000"})
    void shouldWantToSeeWhatAParserAboveClaims(boolean claims, long ahead) {
        DissectionSink claiming = new DissectionSink() {
            @Override
            public void emit(DissectionEvent event) {
                // Nobody listens.
            }

            @Override
            public boolean message(Direction direction, Message message) {
                return claims && message instanceof HttpMessage.Request;
            }
        };
        Dissector other = new HttpParser().open(FakeFlow.of(Transport.TCP), claiming);
        other.onData(Direction.TO_SERVER, ByteView.of(GET.getBytes(StandardCharsets.ISO_8859_1)));
        other.onData(Direction.TO_CLIENT, ByteView.of(ANSWER.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(ahead, other.contentAhead());
    }
}
