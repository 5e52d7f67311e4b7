package gateway.core.internal.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.protocol.Detection;
import gateway.api.protocol.Progress;
import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows to peers that an application announced a while ago. The rig's flow goes from 192.0.2.1 (inside). */
class AnnouncedFlowTest {
    private static final long V4 = 0xffff_0000_0000L;
    private static final long INSIDE = V4 | 0xc000_0201L;
    private static final long PEER = V4 | 0xc633_6402L;

    private final FakeParser swarm = FakeParser.of("swarm", "S");
    private final FakeParser other = FakeParser.of("other", "O");
    private final ClassifierRig rig = new ClassifierRig(other, swarm);

    private void announce() {
        rig.announced.announce("swarm", 0, INSIDE, 0, PEER, 50_000, ClassifierRig.NOW);
        swarm.onAnnounced = (flow, head) -> Detection.likely("announced");
    }

    @Test
    void shouldKnowAnUnreadableFlowByItsPeer() {
        announce();
        rig.see(CraftedPacket.udp().payload("noise"));
        assertEquals("swarm", rig.flow.application());
        assertEquals("announced", rig.flow.rule());
        assertEquals(List.of("open", "data TO_SERVER noise"), swarm.heard);
    }

    @Test
    void shouldNotKnowAFlowToAnotherPort() {
        announce();
        rig.see(CraftedPacket.udp().to("198.51.100.2", 50_001).payload("noise"));
        assertEquals("", rig.flow.application());
    }

    @Test
    void shouldLetTheBytesSpeakFirst() {
        announce();
        rig.see(CraftedPacket.udp().payload("O"));
        assertEquals("other", rig.flow.application());
    }

    @Test
    void shouldWaitWhileAnotherParserIsNotDone() {
        announce();
        other.answering((flow, head) -> head.packets() < 3 ? Detection.NEED_MORE : Detection.NO);
        rig.see(CraftedPacket.udp().payload("O"), CraftedPacket.udp().payload("x"));
        assertEquals("", rig.flow.application());
        rig.see(CraftedPacket.udp().payload("x"));
        assertEquals("swarm", rig.flow.application());
    }

    @Test
    void shouldAskNoMoreWhereTheBytesSpeakAgainstIt() {
        announce();
        int[] asked = new int[1];
        swarm.onAnnounced = (flow, head) -> {
            asked[0]++;
            return asked[0] < 2 ? Detection.NEED_MORE : Detection.NO;
        };
        for (int i = 0; i < 8; i++) {
            rig.see(CraftedPacket.udp().payload("noise"));
        }
        assertEquals(2, asked[0]);
        assertEquals("", rig.flow.application());
    }

    @Test
    void shouldTakeTheClaimBackOnceAndNotRaiseItAgain() {
        announce();
        swarm.reading((sink, direction, bytes) -> Progress.VIOLATION);
        for (int i = 0; i < 8; i++) {
            rig.see(CraftedPacket.udp().payload("noise"));
        }
        assertEquals("", rig.flow.application());
        assertEquals(Stage.ENDED, rig.flow.stage());
        assertEquals(List.of("open", "data TO_SERVER noise", "close FINISHED"), swarm.heard);
    }

    @Test
    void shouldKnowAFlowFromAnAnnouncedPeerToItsInsideHost() {
        rig.announced.announce("swarm", 0, INSIDE, 0, PEER, 50_000, ClassifierRig.NOW);
        swarm.onAnnounced = (flow, head) -> Detection.certain("announced");
        TcpTalk talk = TcpTalk.v4();
        rig.see(talk.syn(), talk.synAck(), talk.clientAck(), talk.server("noise"));
        assertEquals("swarm", rig.flow.application());
    }

    @Test
    void shouldLookUpAPeerAgainWhereItsBundleComesLater() {
        rig.classifier.use(new ParserSet(List.of(other)));
        announce();
        rig.see(CraftedPacket.udp().payload("noise"));
        assertEquals("", rig.flow.application());
        rig.classifier.use(new ParserSet(List.of(other, swarm)));
        rig.see(CraftedPacket.udp().payload("noise"));
        assertEquals("swarm", rig.flow.application());
        assertEquals(2, rig.flow.settledAt());
    }
}
