package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeKernel.KeptOut;
import gateway.core.internal.crafted.FakeKernel.Reset;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refused flows: drops, exact resets, marks, the connection cache. */
class RefusalTest {
    private static final String CLIENT = "192.0.2.1";
    private static final String SERVER = "198.51.100.2";

    private final FakeParser p2p = FakeParser.of("p2p", "PEER");
    private final PipelineRig rig = new PipelineRig(p2p).block("p2p");
    private final TcpTalk talk = TcpTalk.v4();

    @Test
    void shouldDropTheFirstDatagramAndKeepThePairOut() {
        RawPacket raw = rig.hand(CraftedPacket.udp().payload("PEER"));

        assertEquals(Verdict.DROP, raw.verdict);
        assertEquals(List.of(new KeptOut(CLIENT, SERVER, 17, 50_000, 600)), rig.kernel.keptOut);
        assertEquals(List.of(), rig.kernel.resets);
        assertEquals(List.of("decide block-p2p BLOCK"), rig.heard);
    }

    @Test
    void shouldKeepThePairOutForAWhileEvenWhereTheRuleHasNoCache() {
        rig.allowAll().blockPeer(SERVER);
        rig.hand(CraftedPacket.udp().payload("any"));

        assertEquals(Refusal.LEAST_CACHE_SECONDS, rig.kernel.keptOut.get(0).seconds());
    }

    @Test
    void shouldSeeAtMostThreeOfAThousandDatagrams() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(Fate.DROPPED, rig.send(CraftedPacket.udp().payload("PEER " + i)));
        }
        assertTrue(rig.kernel.queued <= 3, rig.kernel.queued + " were seen");
    }

    @Test
    void shouldSeeAtMostThreeOfAThousandDatagramsWhereBothSidesSend() {
        for (int i = 0; i < 1000; i++) {
            CraftedPacket packet = CraftedPacket.udp().payload("PEER " + i);
            assertEquals(Fate.DROPPED, rig.send(i % 2 == 0 ? packet : packet.back()));
        }
        assertTrue(rig.kernel.queued <= 3, rig.kernel.queued + " were seen");
    }

    @Test
    void shouldKeepAPairOutAgainWhenItsTimeInTheKernelIsOver() {
        rig.allowAll().blockPeer(SERVER);
        for (int i = 0; i < 1200; i++) {
            assertEquals(Fate.DROPPED, rig.send(CraftedPacket.udp().payload("still here")));
            rig.clock.advanceMillis(100);
            rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        }
        assertTrue(rig.kernel.queued <= 10, rig.kernel.queued + " were seen in two minutes");
    }

    @Test
    void shouldKeepAPairOutAgainWhereTheKernelForgotIt() {
        rig.send(CraftedPacket.udp().payload("PEER"));
        rig.kernel.forgetPairs();
        int queued = rig.kernel.queued;
        for (int i = 0; i < 100; i++) {
            assertEquals(Fate.DROPPED, rig.send(CraftedPacket.udp().payload("PEER")));
            rig.clock.advanceMillis(100);
        }
        assertEquals(11, rig.kernel.queued - queued, "those of one second");
        assertEquals(2, rig.kernel.keptOut.size());
    }

    @Test
    void shouldMarkAnAcceptedUdpFlowWithItsFirstRefusedPacket() {
        rig.hand(CraftedPacket.udp().payload("hello"));
        RawPacket raw = rig.hand(CraftedPacket.udp().payload("PEER").mark(0x1000_0001));

        assertEquals(Verdict.REPEAT, raw.verdict);
        assertEquals(0x1000_0001 | Marks.bits(Marks.DROP, 2), raw.newMark);
        assertEquals(List.of(new KeptOut(CLIENT, SERVER, 17, 50_000, 600)), rig.kernel.keptOut);
    }

    @Test
    void shouldResetBothEndsOfAnEstablishedConnection() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        int clientFirst = talk.clientNext();
        int serverNext = talk.serverNext();
        RawPacket raw = rig.hand(talk.client("PEER to peer"));

        assertEquals(Verdict.DROP, raw.verdict);
        assertEquals(List.of(
            new Reset(SERVER, 50_000, CLIENT, 40_000, serverNext, talk.clientNext(), true),
            new Reset(CLIENT, 40_000, SERVER, 50_000, clientFirst, serverNext, true)), rig.kernel.resets);
        assertEquals(List.of(new KeptOut(CLIENT, SERVER, 6, 50_000, 600)), rig.kernel.keptOut);
    }

    @Test
    void shouldLeaveTheRestToTheKernelWithTheSecondRefusedSegment() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        int queued = rig.kernel.queued;
        for (int i = 0; i < 1000; i++) {
            assertEquals(Fate.DROPPED, rig.send(talk.client("PEER " + i)));
        }

        assertEquals(2, rig.kernel.queued - queued);
        assertEquals(Marks.bits(Marks.DROP, 2), rig.kernel.markOf(talk.clientAck()));
        assertEquals(1, rig.pipeline.counters().refusedFlows);
        assertEquals(2, rig.pipeline.counters().refusedPackets);
        assertEquals(List.of("decide block-p2p BLOCK"), rig.heard);
    }

    @Test
    void shouldGoOnGivingTheServerTheFirstByteItMisses() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        int clientFirst = talk.clientNext();
        rig.sendAll(talk.client("PEER one"), talk.client("two"), talk.client("three"));

        List<Reset> toServer = rig.kernel.resets.stream().filter(reset -> reset.to().equals(SERVER)).toList();
        assertEquals(2, toServer.size());
        assertTrue(toServer.stream().allMatch(reset -> reset.sequence() == clientFirst));
    }

    @Test
    void shouldResetExactlyWhileBothSendAtOnce() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        int clientFirst = talk.clientNext();
        int serverFirst = talk.serverNext();
        CraftedPacket fromServer = talk.server("server data in flight");
        rig.send(talk.client("PEER").ack(serverFirst));
        rig.kernel.resets.clear();
        rig.send(fromServer.ack(clientFirst));

        // The server is told in what it acknowledged, the client in what it has not received from the server.
        assertTrue(rig.kernel.resets.contains(
            new Reset(CLIENT, 40_000, SERVER, 50_000, clientFirst, talk.serverNext(), true)));
        assertTrue(rig.kernel.resets.contains(
            new Reset(SERVER, 50_000, CLIENT, 40_000, serverFirst, clientFirst, true)));
    }

    @Test
    void shouldResetAnEndByWhatItAcknowledgedWhereBytesPassedMeanwhile() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        int unseen = talk.serverNext();
        rig.sendAll(talk.server("passed before"));
        rig.kernel.resets.clear();
        rig.send(talk.client("PEER").ack(unseen));
        rig.send(talk.client("PEER again").ack(talk.serverNext()));

        assertTrue(rig.kernel.resets.stream()
            .anyMatch(reset -> reset.to().equals(CLIENT) && reset.sequence() == talk.serverNext()));
    }

    @Test
    void shouldResetAnEndThatWasStillToReceiveWhatPassed() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        int unseen = talk.serverNext();
        rig.sendAll(talk.server("on its way"), talk.client("PEER").ack(unseen), talk.client("again").ack(unseen));

        assertEquals(List.of(unseen, talk.serverNext(), unseen, talk.serverNext()), rig.kernel.resets.stream()
            .filter(reset -> reset.to().equals(CLIENT)).map(Reset::sequence).toList());
    }

    @Test
    void shouldResetConnectionsOverIpv6() {
        TcpTalk six = TcpTalk.v6();
        rig.sendAll(six.syn(), six.synAck(), six.clientAck());
        int clientFirst = six.clientNext();
        rig.send(six.client("PEER"));

        assertEquals(List.of(
            new Reset("2001:db8:5:0:0:0:0:2", 50_000, "2001:db8:0:0:0:0:0:1", 40_000, six.serverNext(),
                six.clientNext(), true),
            new Reset("2001:db8:0:0:0:0:0:1", 40_000, "2001:db8:5:0:0:0:0:2", 50_000, clientFirst, six.serverNext(),
                true)), rig.kernel.resets);
    }

    @Test
    void shouldRefuseAConnectionByAddressWithItsSyn() {
        rig.allowAll().blockPeer("198.51.100.0/24");
        int first = talk.clientNext();
        RawPacket raw = rig.hand(talk.syn());

        assertEquals(Verdict.DROP, raw.verdict);
        assertEquals(List.of(new Reset(SERVER, 50_000, CLIENT, 40_000, 0, first + 1, true)), rig.kernel.resets);
        assertEquals(1, rig.kernel.keptOut.size());
        assertEquals(0, p2p.asked);
    }

    @Test
    void shouldNotAnswerAResetWithAReset() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        rig.send(talk.client("PEER"));
        rig.kernel.resets.clear();
        assertEquals(Fate.DROPPED, rig.send(talk.serverAck().flags(Packet.RST | Packet.ACK)));

        assertEquals(List.of(), rig.kernel.resets);
    }

    @Test
    void shouldEndALiveFlowThatANewPolicyRefuses() {
        rig.allowAll();
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("PEER"), talk.server("data"));
        rig.block("p2p");
        int queued = rig.kernel.queued;
        for (int i = 0; i < 100; i++) {
            assertEquals(Fate.DROPPED, rig.send(talk.server("more")));
        }

        assertEquals(3, rig.kernel.queued - queued);
        assertEquals("decide block-p2p BLOCK", rig.heard.get(rig.heard.size() - 1));
        assertEquals(6, rig.kernel.resets.size());
    }

    @Test
    void shouldLetAFlowGoOnThatANewPolicyAllows() {
        rig.sendAll(CraftedPacket.udp().payload("other"), CraftedPacket.udp().payload("PEER"));
        assertEquals(Fate.DROPPED, rig.send(CraftedPacket.udp().payload("more")));
        rig.allowAll();

        assertEquals(Fate.FORWARDED, rig.send(CraftedPacket.udp().payload("again")));
        assertEquals(Marks.bits(Marks.ACCEPT, 3), rig.kernel.markOf(CraftedPacket.udp()));
    }

    @Test
    void shouldJudgeANewConnectionOnThePortsOfARefusedOne() {
        rig.allowAll().blockFile("p2p", "*.avi");
        p2p.reading(new RequestReader());
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("PEER /film.avi"));
        rig.kernel.forget(talk.clientAck());
        talk.from(900_000, 77);

        assertEquals(Fate.FORWARDED, rig.send(talk.syn()));
        rig.sendAll(talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("PEER /text.txt")));
    }

    @Test
    void shouldRefuseARepeatedSynAsTheSameFlow() {
        rig.allowAll().blockPeer(SERVER);
        CraftedPacket syn = talk.syn();
        rig.hand(syn);
        rig.hand(syn);

        assertEquals(1, rig.pipeline.counters().refusedFlows);
        assertEquals(1, rig.pipeline.flows().created());
    }

    @Test
    void shouldForgetARefusedConnectionSoon() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("PEER"), talk.client("more"));
        rig.clock.advanceMillis(29_000);
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        assertEquals("p2p", rig.flowOf(talk.clientAck()).application());
        rig.clock.advanceMillis(3_000);
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());

        assertEquals(0, rig.pipeline.flows().size());
        assertEquals("end p2p", rig.heard.get(rig.heard.size() - 1));
    }

    @Test
    void shouldLetRefusedConnectionsMakeRoom() {
        PipelineRig small = new PipelineRig(16, p2p).block("p2p");
        for (int port = 1; port <= 100; port++) {
            TcpTalk one = new TcpTalk(CLIENT, port, SERVER, 50_000);
            small.sendAll(one.syn(), one.synAck(), one.clientAck(), one.client("PEER"));
        }
        assertEquals(0, small.pipeline.flows().refused());
        assertEquals(100, small.pipeline.counters().refusedFlows);
    }

    @Test
    void shouldDoNothingButSayWhatAMonitoredRuleWouldHaveDone() {
        rig.allowAll().monitor("p2p");
        RawPacket raw = rig.hand(CraftedPacket.udp().payload("PEER"));

        assertEquals(Verdict.ACCEPT, raw.verdict);
        assertEquals(List.of("decide watch MONITOR"), rig.heard);
        assertEquals(List.of(), rig.kernel.keptOut);
        assertFalse(rig.flowOf(CraftedPacket.udp()).ruling().refuses());
    }
}
