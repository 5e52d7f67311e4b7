package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.Direction;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Flows that are decided become the kernel's, and stay the gateway's in its figures. */
class OffloadTest {
    private static final int ACCEPT = Marks.bits(Marks.ACCEPT, 2);

    private final FakeParser chat = FakeParser.of("chat", "HELO");
    private final PipelineRig rig = new PipelineRig(chat).block("game");
    private final TcpTalk talk = TcpTalk.v4();

    @Test
    void shouldHandOverAnIdentifiedFlowWithItsFirstRequest() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        RawPacket raw = rig.hand(talk.client("HELO world"));

        assertEquals(Verdict.ACCEPT, raw.verdict);
        assertTrue(raw.setMark);
        assertEquals(ACCEPT, raw.newMark);
        ManagedFlow flow = rig.flowOf(talk.clientAck());
        assertEquals("chat", flow.application());
        assertEquals("chat-rule", flow.rule());
        assertEquals(1, flow.settledAt());
        assertEquals(List.of("decide default ALLOW"), rig.heard);
        assertEquals(List.of("open", "data TO_SERVER HELO world", "close DECIDED"), chat.heard);
    }

    @Test
    void shouldKeepTheAdministratorsBitsOfTheMark() {
        RawPacket raw = rig.hand(CraftedPacket.udp().payload("HELO").mark(0x5000_1234));

        assertEquals(0x5000_1234 | ACCEPT, raw.newMark);
    }

    @Test
    void shouldNotMarkAFlowBeforeItIsDecided() {
        for (CraftedPacket packet : List.of(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("unknown"))) {
            RawPacket raw = rig.hand(packet);
            assertEquals(Verdict.ACCEPT, raw.verdict);
            assertFalse(raw.setMark);
        }
        assertNull(rig.flowOf(talk.clientAck()).ruling());
    }

    @Test
    void shouldHandOverAnUnidentifiedFlowWithItsEighthPayload() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        for (int i = 0; i < 7; i++) {
            assertFalse(rig.hand(i % 2 == 0 ? talk.client("?") : talk.server("!")).setMark, "payload " + (i + 1));
        }
        RawPacket eighth = rig.hand(talk.server("!"));

        assertEquals(ACCEPT, eighth.newMark);
        assertEquals("", rig.flowOf(talk.clientAck()).application());
        assertEquals(0, rig.pipeline.classifier().headsInUse());
    }

    @Test
    void shouldNotSeeAnOffloadedFlowAgain() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"));
        int queued = rig.kernel.queued;
        for (int i = 0; i < 1000; i++) {
            assertEquals(Fate.FORWARDED, rig.send(i % 2 == 0 ? talk.client("more") : talk.server("answer")));
        }

        assertEquals(queued, rig.kernel.queued);
        assertEquals(1, rig.pipeline.counters().offloadedFlows);
        assertEquals(1, rig.pipeline.counters().identifiedFlows);
    }

    @Test
    void shouldAskAgainAfterAPolicyChangeAndAnswerFromTheTable() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"));
        rig.monitor("chat");
        int queued = rig.kernel.queued;

        assertEquals(Fate.FORWARDED, rig.send(talk.server("late")));
        assertEquals(Fate.FORWARDED, rig.send(talk.server("later")));

        assertEquals(queued + 1, rig.kernel.queued);
        assertEquals(Marks.bits(Marks.ACCEPT, 3), rig.kernel.markOf(talk.clientAck()));
        assertEquals(List.of("decide default ALLOW", "decide watch MONITOR"), rig.heard);
        assertEquals(1, chat.asked);
        assertEquals(1, rig.pipeline.counters().offloadedFlows);
    }

    @Test
    void shouldKnowWhichSideIsInside() {
        rig.hand(CraftedPacket.udp().from("198.51.100.2", 5).to("192.0.2.1", 6).payload("x"));

        assertEquals(Side.SERVER, rig.flowOf(CraftedPacket.udp().from("192.0.2.1", 6).to("198.51.100.2", 5)).inside());
    }

    @Test
    void shouldCountWhatTheKernelForwardedAlone() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"));
        ManagedFlow flow = rig.flowOf(talk.clientAck());
        rig.pipeline.onKernelCounters(flow, 10, 1000, 20, 900_000, rig.clock.millis().getAsLong());

        assertEquals(1000, flow.totalBytes(Direction.TO_SERVER));
        assertEquals(900_000, flow.totalBytes(Direction.TO_CLIENT));
        assertEquals(20, flow.totalPackets(Direction.TO_CLIENT));
        Map<String, Long> bytes = new TreeMap<>();
        rig.pipeline.traffic().addTo(bytes);
        assertEquals(Map.of("chat", 901_000L), bytes);

        rig.pipeline.onKernelCounters(flow, 11, 1100, 20, 900_000, rig.clock.millis().getAsLong());
        bytes.clear();
        rig.pipeline.traffic().addTo(bytes);
        assertEquals(Map.of("chat", 901_100L), bytes);
    }

    @Test
    void shouldKeepAnOffloadedFlowThatOnlyTheKernelSawAnswered() {
        rig.send(CraftedPacket.udp().payload("HELO"));
        ManagedFlow flow = rig.flowOf(CraftedPacket.udp());
        rig.clock.advanceMillis(10_000);
        rig.pipeline.onKernelCounters(flow, 2, 200, 2, 200, rig.clock.millis().getAsLong());

        rig.clock.advanceMillis(100_000);
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        assertEquals(flow, rig.flowOf(CraftedPacket.udp()));

        rig.pipeline.onKernelCounters(flow, 2, 200, 2, 200, rig.clock.millis().getAsLong());
        rig.clock.advanceMillis(100_000);
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        assertNull(rig.flowOf(CraftedPacket.udp()), "unchanged counters are no sign of life");
    }

    @Test
    void shouldEndAFlowWithTheKernelsConnection() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"));
        ManagedFlow flow = rig.flowOf(talk.clientAck());
        rig.pipeline.onKernelCounters(flow, 10, 1000, 20, 900_000, rig.clock.millis().getAsLong());
        rig.pipeline.onKernelEnd(flow);

        assertNull(rig.flowOf(talk.clientAck()));
        assertTrue(rig.heard.contains("end chat"));
    }

    @Test
    void shouldClassifyASecondConnectionOnThePortsOfAnOffloadedOne() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"));
        ManagedFlow first = rig.flowOf(talk.clientAck());
        rig.kernel.forget(talk.clientAck());
        talk.from(50_000, 70_000);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        RawPacket request = rig.hand(talk.client("other protocol"));

        assertNotSame(first, rig.flowOf(talk.clientAck()));
        assertFalse(request.setMark);
        assertEquals("", rig.flowOf(talk.clientAck()).application());
        assertTrue(rig.heard.contains("end chat"));
    }

    @Test
    void shouldNotEndANewConnectionWithTheNewsOfItsPredecessor() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"));
        rig.kernel.forget(talk.clientAck());
        talk.from(50_000, 70_000);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        ManagedFlow second = rig.flowOf(talk.clientAck());
        rig.pipeline.onKernelCounters(second, 10, 1_000_000, 20, 900_000, rig.clock.millis().getAsLong());
        rig.pipeline.onKernelEnd(second);

        assertEquals(second, rig.flowOf(talk.clientAck()));
        assertTrue(second.totalBytes(Direction.TO_SERVER) < 1000);
    }

    @Test
    void shouldPassWhatIsNeitherTcpNorUdpAndWhatCannotBe() {
        CraftedPacket packet = CraftedPacket.udp().payload("HELO");
        byte[] icmp = packet.bytes();
        icmp[9] = 1;
        byte[] broken = packet.bytes();
        broken[0] = 0x41;
        for (byte[] bytes : List.of(icmp, broken)) {
            RawPacket raw = CraftedPacket.rawOf(bytes);
            rig.pipeline.onPacket(raw);
            assertEquals(Verdict.ACCEPT, raw.verdict);
            assertFalse(raw.setMark);
        }
        assertEquals(1, rig.pipeline.counters().otherPackets);
        assertEquals(1, rig.pipeline.counters().malformedPackets);
        assertEquals(0, rig.pipeline.flows().size());
    }

    @Test
    void shouldEndEveryFlowWhenItStops() {
        rig.sendAll(talk.syn(), CraftedPacket.udp().payload("?"), CraftedPacket.tcp().flags(Packet.ACK));
        rig.pipeline.onStop();

        assertEquals(0, rig.pipeline.flows().size());
        assertEquals(2, rig.heard.stream().filter(line -> line.startsWith("end")).count());
        assertEquals(0, rig.pipeline.classifier().headsInUse());
    }
}
