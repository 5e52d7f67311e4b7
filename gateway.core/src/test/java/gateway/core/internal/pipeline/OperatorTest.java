package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.policy.ExceptionCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator decides by hand stands against everything else. */
class OperatorTest {
    private final FakeParser game = FakeParser.of("game", "PLAY");
    private final PipelineRig rig = new PipelineRig(game);
    private final CraftedPacket datagram = CraftedPacket.udp().payload("PLAY");
    private final TcpTalk talk = TcpTalk.v4();

    /** What Intervention does beside. */
    private void kernelAsksAgain(CraftedPacket packet) {
        rig.kernel.forget(packet);
        rig.kernel.forgetPairs();
    }

    private ManagedFlow refused() {
        rig.block("game");
        assertEquals(Fate.DROPPED, rig.send(datagram));
        return rig.flowOf(datagram);
    }

    @Test
    void shouldLetAReleasedFlowPassAndHandItToTheKernel() {
        ManagedFlow flow = refused();
        rig.pipeline.onRelease(flow);
        kernelAsksAgain(datagram);

        assertEquals(Fate.FORWARDED, rig.send(datagram));
        assertTrue(flow.offloaded());
        int queued = rig.kernel.queued;
        assertEquals(Fate.FORWARDED, rig.send(datagram));
        assertEquals(queued, rig.kernel.queued);
        assertEquals(List.of("decide block-game BLOCK", "decide operator ALLOW"), rig.heard);
    }

    @Test
    void shouldKeepTheDecisionWhenPolicyChanges() {
        ManagedFlow flow = refused();
        rig.pipeline.onRelease(flow);
        rig.blockPeer("198.51.100.0/24").block("game");

        assertEquals(Fate.FORWARDED, rig.send(datagram));
        assertEquals(OperatorRuling.RULE, flow.ruling().decision().rule());
    }

    @Test
    void shouldLetTheNextConnectionsOfAReleasedPairPassForAWhile() {
        rig.blockPeer("198.51.100.0/24");
        assertEquals(Fate.DROPPED, rig.send(talk.syn()));
        ManagedFlow flow = rig.flowOf(talk.syn());
        rig.pipeline.onRelease(flow);
        kernelAsksAgain(talk.syn());
        TcpTalk next = new TcpTalk(flow.client().address().toString(), 40_001,
            flow.server().address().toString(), flow.serverPort());

        assertEquals(Fate.FORWARDED, rig.send(next.syn()));

        rig.clock.advanceMillis(ReleasedPairs.MILLIS);
        TcpTalk late = new TcpTalk(flow.client().address().toString(), 40_002,
            flow.server().address().toString(), flow.serverPort());
        assertEquals(Fate.DROPPED, rig.send(late.syn()));
    }

    @Test
    void shouldLetNobodyElsePass() {
        rig.blockPeer("198.51.100.0/24");
        rig.send(talk.syn());
        ManagedFlow flow = rig.flowOf(talk.syn());
        rig.pipeline.onRelease(flow);
        kernelAsksAgain(talk.syn());

        assertEquals(Fate.DROPPED, rig.send(new TcpTalk(flow.client().address().toString(), 40_001,
            flow.server().address().toString(), flow.serverPort() + 1).syn()));
    }

    @Test
    void shouldRefuseAndResetAFlowThatTheKernelTookOver() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("PLAY"));
        ManagedFlow flow = rig.flowOf(talk.syn());
        assertTrue(flow.offloaded());

        rig.pipeline.onRefuse(flow);
        rig.kernel.forget(talk.clientAck());

        assertEquals(Fate.DROPPED, rig.send(talk.client("more")));
        assertFalse(rig.kernel.resets.isEmpty());
        assertEquals("decide operator BLOCK", rig.heard.get(rig.heard.size() - 1));
        assertEquals(1, rig.pipeline.counters().refusedFlows);
    }

    @Test
    void shouldLeaveLaterConnectionsToTheRules() {
        rig.send(datagram);
        rig.pipeline.onRefuse(rig.flowOf(datagram));
        rig.kernel.forget(datagram);
        assertEquals(Fate.DROPPED, rig.send(datagram));

        assertEquals(Fate.FORWARDED, rig.send(CraftedPacket.udp().from("192.0.2.1", 5555).payload("PLAY")));
    }

    @Test
    void shouldRefuseWhatWasReleasedBefore() {
        ManagedFlow flow = refused();
        rig.pipeline.onRelease(flow);
        rig.pipeline.onRefuse(flow);
        kernelAsksAgain(datagram);

        assertEquals(Fate.DROPPED, rig.send(datagram));
        assertSame(OperatorRuling.REFUSED, flow.ruling());
    }

    @Test
    void shouldStandAgainstExceptionPolicies() {
        rig.blockCase(ExceptionCase.PARSER_ERROR);
        rig.parsers(FakeParser.of("chat", "HELO").answering((flow, head) -> {
            throw new IllegalStateException("on purpose");
        }));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        rig.pipeline.onRelease(rig.flowOf(talk.syn()));

        assertEquals(Fate.FORWARDED, rig.send(talk.client("HELO")));
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.PARSER_ERROR));
    }

    @Test
    void shouldRememberTheLastFlowsThatEndedWithoutTheirParsers() {
        rig.send(datagram);
        ManagedFlow flow = rig.flowOf(datagram);
        rig.pipeline.onStop();

        List<ManagedFlow> ended = new ArrayList<>();
        assertEquals(-1, rig.pipeline.endedFlows().forEach(0, EndedFlows.BOUND, ended::add));
        assertEquals(List.of(flow), ended);
        assertEquals("game", flow.application());
    }
}
