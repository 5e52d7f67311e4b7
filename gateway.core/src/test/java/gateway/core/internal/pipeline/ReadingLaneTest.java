package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows that carry addresses of peers are read on through the reading lane, whole. */
class ReadingLaneTest {
    private static final int READ = Marks.bits(Marks.READ, 2);

    private final StringBuilder read = new StringBuilder();
    private final FakeParser tracker = FakeParser.of("tracker", "LIST")
        .answering((flow, head) -> Detection.certain("list").announcing())
        .reading((sink, direction, bytes) -> {
            read.append(direction == Direction.TO_CLIENT ? bytes.text(0, bytes.length()) : "");
            return Progress.OK;
        });
    private final PipelineRig rig = new PipelineRig(tracker).monitor("tracker");
    private final TcpTalk talk = TcpTalk.v4();

    private void open() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
    }

    @Test
    void shouldGoOnReadingAFlowThatARuleNames() {
        open();
        rig.sendAll(talk.client("LIST"), talk.server("one,"), talk.server("two"));

        assertEquals(READ, rig.kernel.markOf(talk.clientAck()));
        assertEquals("one,two", read.toString());
        assertEquals(0, rig.pipeline.counters().offloadedFlows);
        assertEquals(0, rig.pipeline.counters().movedPackets);
    }

    @Test
    void shouldHandOverAFlowThatNoRuleNames() {
        rig.allowAll().block("other");
        open();
        rig.sendAll(talk.client("LIST"), talk.server("one"));

        assertEquals(Marks.bits(Marks.ACCEPT, 4), rig.kernel.markOf(talk.clientAck()));
        assertEquals("", read.toString());
    }

    @Test
    void shouldMoveACutPacketToTheReadingLaneAndReadTheRestOnce() {
        open();
        String request = "LIST" + "x".repeat(5000);
        int queued = rig.kernel.queued;
        assertEquals(Fate.FORWARDED, rig.send(talk.client(request)));

        assertEquals(queued + 2, rig.kernel.queued);
        assertEquals(1, rig.pipeline.counters().movedPackets);
        ManagedFlow flow = rig.flowOf(talk.clientAck());
        assertEquals(2, flow.packets(Direction.TO_SERVER));
        assertEquals(40 + 40 + request.length(), flow.bytes(Direction.TO_SERVER));
        assertEquals(1, rig.pipeline.counters().payloadPackets);
        assertEquals(List.of("open", "data TO_SERVER " + request.substring(0, 2008),
            "data TO_SERVER " + request.substring(2008)), tracker.heard);
        assertEquals(READ, rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldNotLetPacketsOvertakeTheOneThatWasMoved() {
        open();
        CraftedPacket first = talk.client("LIST" + "a".repeat(4000)).cutTo(2048);
        CraftedPacket second = talk.client("b".repeat(3000)).cutTo(2048);
        CraftedPacket third = talk.client("c");
        assertEquals(Verdict.READ, rig.hand(first).verdict);
        for (CraftedPacket waiting : List.of(second, third)) {
            RawPacket raw = rig.hand(waiting);
            assertEquals(Verdict.READ, raw.verdict);
            assertEquals(READ, raw.newMark);
        }
        for (CraftedPacket packet : List.of(first, second, third)) {
            assertEquals(Verdict.ACCEPT, rig.hand(packet.cutTo(Integer.MAX_VALUE).lane(Lane.READ)).verdict);
        }

        assertTrue(tracker.heard.stream().noneMatch(line -> line.startsWith("gap")), tracker.heard::toString);
        assertEquals("data TO_SERVER c", tracker.heard.get(tracker.heard.size() - 1));
        ManagedFlow flow = rig.flowOf(talk.clientAck());
        assertEquals(1 + 3, flow.packets(Direction.TO_SERVER));
        assertEquals(3, rig.pipeline.counters().payloadPackets);
    }

    @Test
    void shouldCountAPacketThatComesBeforeTheMovedOne() {
        open();
        CraftedPacket first = talk.client("LIST" + "a".repeat(4000)).cutTo(2048);
        rig.hand(first);
        rig.hand(talk.server("early").lane(Lane.READ));
        rig.hand(first.cutTo(Integer.MAX_VALUE).lane(Lane.READ));

        ManagedFlow flow = rig.flowOf(talk.clientAck());
        assertEquals(1, flow.packets(Direction.TO_CLIENT));
        assertEquals(2, flow.packets(Direction.TO_SERVER));
    }

    @Test
    void shouldHandOverAFlowWhoseReaderHasSeenEnough() {
        tracker.reading((sink, direction, bytes) -> direction == Direction.TO_CLIENT ? Progress.DONE : Progress.OK);
        open();
        rig.sendAll(talk.client("LIST"), talk.server("one"));

        assertEquals(Marks.bits(Marks.ACCEPT, 2), rig.kernel.markOf(talk.clientAck()));
        assertEquals("close FINISHED", tracker.heard.get(tracker.heard.size() - 1));
        assertEquals(1, rig.pipeline.counters().offloadedFlows);
    }

    @Test
    void shouldRefuseInTheReadingLaneWhatANewPolicyBlocks() {
        open();
        rig.sendAll(talk.client("LIST"), talk.server("one"));
        rig.block("tracker");
        rig.allowAll().block("tracker");

        assertEquals(Fate.DROPPED, rig.send(talk.server("two")));
        assertEquals("one", read.toString().replace("two", ""));
        assertEquals("close DECIDED", tracker.heard.get(tracker.heard.size() - 1));
    }

    @Test
    void shouldAskPolicyBeforeItMovesAPacketUnderANewOne() {
        open();
        rig.sendAll(talk.client("LIST"), talk.server("one"));
        rig.allowAll().block("tracker");

        assertEquals(Verdict.DROP, rig.hand(talk.server("two")).verdict);
    }

    @Test
    void shouldPutListedPeersOnTheAddressListAndKnowTheirFlows() {
        Endpoint peer = new Endpoint(IpAddress.parse("203.0.113.9").orElseThrow(), 6881);
        FakeParser swarm = FakeParser.of("swarm", "LIST")
            .answering((flow, head) -> Detection.certain("list").announcing())
            .reading((sink, direction, bytes) -> {
                sink.emit(new DissectionEvent.PeersListed("", List.of(new DissectionEvent.ListedPeer(peer, 0, 6))));
                return Progress.OK;
            });
        swarm.onAnnounced = (flow, head) -> Detection.likely("announced");
        rig.parsers(swarm);
        open();
        rig.send(talk.client("LIST"));
        rig.send(CraftedPacket.udp().to("203.0.113.9", 6881).payload("random bytes"));
        rig.send(CraftedPacket.udp().to("203.0.113.9", 6882).payload("random bytes"));

        assertEquals("swarm", rig.flowOf(CraftedPacket.udp().to("203.0.113.9", 6881)).application());
        assertEquals("", rig.flowOf(CraftedPacket.udp().to("203.0.113.9", 6882)).application());
        assertNotNull(rig.announced.applicationOf(0, 0xffff_c000_0201L, 0, 0xffff_cb00_7109L, 6881,
            rig.clock.millis().getAsLong()));
        assertNull(rig.announced.applicationOf(0, 0xffff_c633_6402L, 0, 0xffff_cb00_7109L, 6881,
            rig.clock.millis().getAsLong()), "only our side was told");
    }

    @Test
    void shouldReadDatagramsWithoutMovingThem() {
        RawPacket raw = rig.hand(CraftedPacket.udp().payload("LIST" + "x".repeat(3000)).cutTo(2048));

        assertEquals(Verdict.ACCEPT, raw.verdict);
        assertEquals(READ, raw.newMark);
        assertFalse(tracker.heard.isEmpty());
    }
}
