package gateway.core.internal.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parsers over the messages of another one. A line of the fake web is a request for the path that it names. */
class LayersTest {
    private final List<Boolean> claimed = new ArrayList<>();
    private final FakeParser web = FakeParser.of("web", "GET").reading((sink, direction, bytes) -> {
        String text = bytes.text(0, bytes.length());
        if (!text.endsWith("\n")) {
            return Progress.needMore(0, 0);
        }
        if (direction == Direction.TO_SERVER) {
            claimed.add(sink.message(direction, new HttpMessage.Request("GET", text.strip(), "HTTP/1.1", List.of())));
        } else {
            sink.message(direction, new HttpMessage.Response("HTTP/1.1", 200, "OK", List.of()));
        }
        return Progress.OK;
    });
    private final FakeParser tracker = claiming("tracker", "announce", Detection.certain("announce"));
    private final FakeParser shop = claiming("shop", "basket", Detection.likely("basket"));
    private final ClassifierRig rig = new ClassifierRig(shop, tracker, web);
    private final TcpTalk talk = TcpTalk.v4();

    private static FakeParser claiming(String id, String word, Detection answer) {
        FakeParser parser = FakeParser.over(id, "web");
        parser.onMessage = (flow, message) ->
            message instanceof HttpMessage.Request request && request.target().contains(word) ? answer : Detection.NO;
        return parser;
    }

    @Test
    void shouldGiveTheFlowToTheParserAboveThatClaimsTheMessage() {
        rig.see(talk.client("GET /announce\n"));

        assertEquals("tracker", rig.flow.application());
        assertEquals("announce", rig.flow.rule());
        assertEquals(Stage.ENDED, rig.flow.stage());
        assertEquals(List.of("open", "message TO_SERVER"), tracker.heard);
        assertEquals(List.of(), shop.heard);
    }

    @Test
    void shouldTellTheParserBelowWhichMessagesAreClaimed() {
        rig.see(talk.client("GET /index\n"), talk.client("GET /announce\n"), talk.client("GET /index\n"));

        assertEquals(List.of(false, true, false), claimed);
    }

    @Test
    void shouldLeaveTheFlowToTheParserBelowWhereNobodyClaims() {
        rig.see(talk.client("GET /index\n"));

        assertEquals("web", rig.flow.application());
        assertEquals("web-rule", rig.flow.rule());
        assertEquals(Stage.ENDED, rig.flow.stage());
    }

    @Test
    void shouldWaitForTheFirstMessage() {
        rig.see(talk.client("GET /ann"));
        assertEquals("web", rig.flow.application());
        assertEquals(Stage.IDENTIFIED, rig.flow.stage());
        rig.see(talk.client("ounce\n"));

        assertEquals("tracker", rig.flow.application());
        assertEquals(2, rig.flow.settledAt());
        assertEquals(Stage.ENDED, rig.flow.stage());
    }

    @Test
    void shouldWaitNoLongerThanEightPayloads() {
        rig.see(talk.client("GET /"));
        for (int i = 0; i < 7; i++) {
            assertEquals(Stage.IDENTIFIED, rig.flow.stage());
            rig.see(talk.client("a"));
        }
        assertEquals(Stage.ENDED, rig.flow.stage());
        assertEquals("web", rig.flow.application());
        assertEquals(1, rig.flow.settledAt());
    }

    @Test
    void shouldOfferEachRequestOfAKeptConnectionAnew() {
        rig.see(talk.client("GET /basket\n"), talk.server("fine\n"), talk.client("/announce\n"));

        assertEquals("tracker", rig.flow.application());
        assertEquals(List.of("open", "message TO_SERVER", "message TO_CLIENT", "close FINISHED"), shop.heard);
        assertEquals(List.of("open", "message TO_SERVER"), tracker.heard);
    }

    @Test
    void shouldKeepTheParserAboveWhileItsRequestsFollow() {
        rig.see(talk.client("GET /announce\n"), talk.server("fine\n"), talk.client("/announce\n"));

        assertEquals(List.of("open", "message TO_SERVER", "message TO_CLIENT", "message TO_SERVER"), tracker.heard);
    }

    @Test
    void shouldCloseBothOnceWhenTheFlowEnds() {
        rig.see(talk.client("GET /announce\n"));
        rig.stop();
        rig.stop();

        assertEquals(List.of("open", "message TO_SERVER", "close FLOW_ENDED"), tracker.heard);
        assertEquals(1, web.heard.stream().filter(line -> line.startsWith("close")).count());
    }

    @Test
    void shouldCloseTheParserAboveThatHasSeenEnoughAndReadOnBelow() {
        tracker.messageReader = (sink, message) -> Progress.DONE;
        rig.see(talk.client("GET /announce\n"), talk.server("fine\n"));

        assertEquals(List.of("open", "message TO_SERVER", "close FINISHED"), tracker.heard);
        assertEquals("tracker", rig.flow.application());
        assertTrue(rig.flow.readable());
    }

    @Test
    void shouldSayWhoseEventsTheyAre() {
        tracker.messageReader = (sink, message) -> {
            sink.emit(new DissectionEvent.Anomaly("odd", "above"));
            return Progress.OK;
        };
        rig.see(talk.client("GET /announce\n"));

        assertEquals(1, rig.events.size());
        assertTrue(rig.events.get(0).startsWith("tracker "), rig.events::toString);
    }

    @Test
    void shouldNotTakeAProvenFlowBackForALikelyClaimAbove() {
        rig.see(talk.client("GET /basket\n"));
        web.reading((sink, direction, bytes) -> Progress.VIOLATION);
        rig.see(talk.client("nonsense"));

        assertEquals("shop", rig.flow.application());
        assertEquals(1, rig.flow.settledAt());
    }

    @Test
    void shouldSurviveAParserAboveThatThrowsEverywhere() {
        List<String> places = new ArrayList<>(List.of("detect", "open", "message"));
        for (String place : places) {
            FakeParser broken = claiming("broken", "announce", Detection.certain("x"));
            switch (place) {
                case "detect" -> broken.onMessage = (flow, message) -> {
                    throw new IllegalStateException("broken bundle");
                };
                case "open" -> broken.opening(() -> {
                    throw new IllegalStateException("broken bundle");
                });
                default -> broken.messageReader = (sink, message) -> null;
            }
            ClassifierRig one = new ClassifierRig(broken, web);
            TcpTalk fresh = TcpTalk.v4();
            one.see(fresh.client("GET /announce\n"), fresh.server("fine\n"), fresh.client("/other\n"));

            assertEquals(place.equals("detect") ? "web" : "broken", one.flow.application(), place);
            assertFalse(one.thrown.isEmpty(), place);
            assertTrue(one.flow.readable(), place);
        }
    }

    @Test
    void shouldTellEventsWithTheFlowsOwnParser() {
        FakeParser plain = FakeParser.of("plain", "P").reading((sink, direction, bytes) -> {
            sink.emit(new DissectionEvent.Identified("channel", Map.of("k", "v")));
            return Progress.OK;
        });
        ClassifierRig one = new ClassifierRig(plain);
        one.see(TcpTalk.v4().client("P"));
        assertEquals(List.of("plain Identified[channel=channel, attributes={k=v}]"), one.events);
    }
}
