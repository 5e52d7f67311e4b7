package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Head;
import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.policy.ExceptionCase;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bundles come and go while their flows are there. */
class BundleRemovalTest {
    private final FakeParser tracker = FakeParser.of("tracker", "LIST")
        .answering((flow, head) -> Detection.certain("list").announcing());
    private final PipelineRig rig = new PipelineRig(tracker).monitor("tracker");
    private final TcpTalk talk = TcpTalk.v4();

    private void beginReading() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("LIST"), talk.server("one"));
        assertEquals(Marks.bits(Marks.READ, 2), rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldCloseOnceAndCallNoMore() {
        beginReading();
        rig.parsers();
        int said = tracker.heard.size();
        assertEquals(Fate.FORWARDED, rig.send(talk.server("two")));

        assertEquals("close BUNDLE_GONE", tracker.heard.get(said - 1));
        assertEquals(said, tracker.heard.size());
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.PARSER_GONE));
        assertEquals("tracker", rig.flowOf(talk.clientAck()).application());
        assertEquals(Marks.bits(Marks.ACCEPT, 2), rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldRefuseOrphanedFlowsWhereThatBlocks() {
        rig.blockCase(ExceptionCase.PARSER_GONE);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("LIST"));
        rig.parsers();

        assertEquals(Fate.DROPPED, rig.send(talk.server("two")));
        assertEquals("decide parserGone BLOCK", rig.heard.get(rig.heard.size() - 1));
    }

    @Test
    void shouldKeepReadingWhereAnotherBundleGoes() {
        FakeParser other = FakeParser.of("other", "OTHER");
        rig.parsers(tracker, other);
        beginReading();
        rig.parsers(tracker);
        rig.send(talk.server("two"));

        assertEquals("data TO_CLIENT two", tracker.heard.get(tracker.heard.size() - 1));
        assertEquals(0, rig.pipeline.counters().exceptions(ExceptionCase.PARSER_GONE));
    }

    @Test
    void shouldKeepDecisionsOfFlowsThatAreNotRead() {
        rig.allowAll();
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("LIST"));
        rig.parsers();

        assertEquals(Fate.FORWARDED, rig.send(talk.client("more")));
        assertEquals(0, rig.pipeline.counters().exceptions(ExceptionCase.PARSER_GONE));
    }

    @Test
    void shouldNotWaitForEverForANameThatNobodyReads() {
        FakeParser web = FakeParser.of("web", "GET").reading((sink, direction, bytes) -> Progress.needMore(0, 0));
        rig.parsers(web, FakeParser.over("above", "web"));
        rig.blockFile("web", "*.avi");
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("GET"));
        rig.parsers();

        assertEquals(Fate.FORWARDED, rig.send(talk.client(" film.avi")));
        assertEquals(Marks.bits(Marks.ACCEPT, 3), rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldNotOfferMessagesToABundleThatIsGone() {
        FakeParser above = FakeParser.over("above", "web");
        int[] offers = new int[1];
        above.onMessage = (flow, message) -> {
            offers[0]++;
            return Detection.NO;
        };
        FakeParser web = FakeParser.of("web", "GET").reading((sink, direction, bytes) -> {
            sink.message(direction, new HttpMessage.Request("GET", "/", "HTTP/1.1", List.of()));
            return Progress.OK;
        });
        web.answering((flow, head) -> Detection.certain("web").announcing());
        rig.parsers(web, above);
        rig.monitor("web");
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("GET /"));
        assertEquals(1, offers[0]);
        rig.parsers(web);
        rig.send(talk.client("GET /again"));

        assertEquals(1, offers[0]);
        assertTrue(web.heard.contains("data TO_SERVER GET /again"));
    }

    @Test
    void shouldClassifyAnewWithWhatIsThereWhereABundleComes() {
        FakeParser late = FakeParser.of("late", "WORD");
        rig.send(CraftedPacket.udp().payload("unknown"));
        rig.parsers(tracker, late);
        rig.send(CraftedPacket.udp().payload("WORD"));

        assertEquals("late", rig.flowOf(CraftedPacket.udp()).application());
        assertEquals(2, rig.flowOf(CraftedPacket.udp()).settledAt());
    }

    @Test
    void shouldForgetTheCandidatesOfABundleThatIsGone() {
        tracker.answering((flow, head) -> Detection.likely("maybe"));
        rig.send(CraftedPacket.udp().payload("LIST"));
        rig.parsers();
        for (int i = 1; i < Head.MAX_PACKETS; i++) {
            rig.send(CraftedPacket.udp().payload("more"));
        }

        assertEquals(1, tracker.asked);
        assertEquals("", rig.flowOf(CraftedPacket.udp()).application());
    }

    @Test
    void shouldHoldNothingOfABundleThatIsGone() throws InterruptedException {
        WeakReference<FakeParser> gone = leaveFlowsInEveryStage();
        for (int i = 0; i < 50 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertEquals(null, gone.get(), "a flow still refers to the parser");
        assertFalse(rig.pipeline.flows().size() < 4);
    }

    /** Undecided, likely, read, finished and handed over: all with a parser that nobody else knows. */
    private WeakReference<FakeParser> leaveFlowsInEveryStage() {
        FakeParser passing = FakeParser.of("passing", "WORD")
            .answering((flow, head) -> Detection.certain("word").announcing());
        rig.parsers(passing, tracker);
        rig.monitor("passing");
        rig.send(CraftedPacket.udp().from("192.0.2.1", 1).payload("unknown"));
        rig.send(CraftedPacket.udp().from("192.0.2.1", 2).payload("WORD"));
        passing.reading((sink, direction, bytes) -> Progress.DONE);
        rig.send(CraftedPacket.udp().from("192.0.2.1", 3).payload("WORD"));
        passing.answering((flow, head) -> Detection.likely("word"));
        rig.send(CraftedPacket.udp().from("192.0.2.1", 4).payload("WORD"));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("LIST"));
        rig.parsers(tracker);
        return new WeakReference<>(passing);
    }
}
