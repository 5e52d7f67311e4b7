package gateway.core.internal.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.Detection;
import gateway.api.protocol.Progress;
import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is asked, what counts as an answer, and when classification ends. */
class DetectionTest {
    private final FakeParser one = FakeParser.of("one", "A");
    private final FakeParser two = FakeParser.of("two", "A");
    private final ClassifierRig rig = new ClassifierRig(one, two);

    private static CraftedPacket udp(String payload) {
        return CraftedPacket.udp().payload(payload);
    }

    private void see(int times, String payload) {
        for (int i = 0; i < times; i++) {
            rig.see(udp(payload));
        }
    }

    @Test
    void shouldAskOnlyWhoseSignatureMatches() {
        see(2, "B");
        assertEquals(0, one.asked);
        assertEquals("", rig.flow.application());
        assertEquals(Stage.DETECTING, rig.flow.stage());
    }

    @Test
    void shouldEndWithTheFirstWhoIsCertain() {
        rig.see(udp("A"));
        assertEquals("one", rig.flow.application());
        assertEquals("one-rule", rig.flow.rule());
        assertEquals(1, rig.flow.settledAt());
        assertEquals(0, two.asked);
        assertEquals(Stage.ENDED, rig.flow.stage());
        assertEquals(0, rig.classifier.headsInUse());
    }

    @Test
    void shouldEndAfterEightPayloadsWithoutAName() {
        see(7, "B");
        assertEquals(Stage.DETECTING, rig.flow.stage());
        see(1, "B");
        assertEquals(Stage.ENDED, rig.flow.stage());
        assertEquals(0, rig.flow.settledAt());
        see(3, "A");
        assertEquals("", rig.flow.application());
        assertEquals(0, one.asked);
        assertEquals(8, rig.flow.payloadPackets());
        assertEquals(0, rig.classifier.headsInUse());
    }

    @Test
    void shouldAskAgainWhoWantsMore() {
        one.answering((flow, head) -> head.packets() < 3 ? Detection.NEED_MORE : Detection.certain("third"));
        two.answering((flow, head) -> Detection.NO);
        rig.see(udp("A"), udp("B"), udp("C"));

        assertEquals(3, one.asked);
        assertEquals(1, two.asked);
        assertEquals("third", rig.flow.rule());
        assertEquals(3, rig.flow.settledAt());
        assertEquals(List.of("open", "data TO_SERVER A", "data TO_SERVER B", "data TO_SERVER C"), one.heard);
    }

    @Test
    void shouldAskAgainWhoSaidNoWhereItsSignatureMatchesAgain() {
        one.answering((flow, head) -> Detection.NO);
        two.answering((flow, head) -> Detection.NO);
        rig.see(udp("A"), udp("B"), udp("A"));
        assertEquals(2, one.asked);
    }

    @Test
    void shouldLetALikelyClaimStandAtTheEnd() {
        one.answering((flow, head) -> Detection.likely("maybe"));
        two.answering((flow, head) -> Detection.NO);
        see(1, "A");
        see(6, "B");
        assertEquals("", rig.flow.application());
        see(1, "B");

        assertEquals("one", rig.flow.application());
        assertEquals("maybe", rig.flow.rule());
        assertEquals(8, rig.flow.settledAt());
        assertEquals(8, one.heard.stream().filter(line -> line.startsWith("data")).count());
    }

    @Test
    void shouldLetACertainClaimWinOverAnEarlierLikelyOne() {
        one.answering((flow, head) -> Detection.likely("maybe"));
        two.answering((flow, head) -> head.packets() == 2 ? Detection.certain("sure") : Detection.NEED_MORE);
        rig.see(udp("A"), udp("B"));
        assertEquals("two", rig.flow.application());
    }

    @Test
    void shouldLetTheFirstLikelyClaimStandUnlessItIsTakenBack() {
        one.answering((flow, head) -> head.packets() < 3 ? Detection.likely("maybe") : Detection.NO);
        two.answering((flow, head) -> Detection.likely("perhaps"));
        see(1, "A");
        see(1, "B");
        rig.classifier.conclude(rig.flow);
        assertEquals("one", rig.flow.application());

        rig.anotherFlow();
        see(1, "A");
        see(7, "B");
        assertEquals("two", rig.flow.application());
    }

    @Test
    void shouldKeepALikelyClaimOfAFlowThatEndsEarlier() {
        one.answering((flow, head) -> Detection.likely("maybe"));
        two.answering((flow, head) -> Detection.NO);
        see(2, "A");
        rig.classifier.conclude(rig.flow);
        rig.stop();
        assertEquals("one", rig.flow.application());
        assertEquals(0, rig.classifier.headsInUse());
    }

    @Test
    void shouldTakeALikelyClaimBackWhereTheDissectorFindsAViolation() {
        one.answering((flow, head) -> Detection.likely("maybe"));
        two.answering((flow, head) -> Detection.NO);
        one.reading((sink, direction, bytes) -> Progress.VIOLATION);
        see(8, "A");

        assertEquals("", rig.flow.application());
        assertEquals("", rig.flow.rule());
        assertEquals(0, rig.flow.settledAt());
        assertEquals(Stage.ENDED, rig.flow.stage());
        assertEquals("close FINISHED", one.heard.get(one.heard.size() - 1));
    }

    @Test
    void shouldNotTakeACertainClaimBack() {
        one.reading((sink, direction, bytes) -> Progress.VIOLATION);
        see(2, "A");
        assertEquals("one", rig.flow.application());
        assertFalse(rig.flow.readable());
        assertEquals(List.of("open", "data TO_SERVER A", "close FINISHED"), one.heard);
    }

    @Test
    void shouldSayWhetherTheFlowCarriesPeers() {
        one.answering((flow, head) -> Detection.certain("list").announcing());
        see(1, "A");
        assertTrue(rig.flow.announces());
    }

    @Test
    void shouldReplayBothDirectionsInTheOrderInWhichTheyCame() {
        one.answering((flow, head) -> head.packets() < 4 ? Detection.NEED_MORE : Detection.certain("fourth"));
        two.answering((flow, head) -> Detection.NO);
        TcpTalk talk = TcpTalk.v4();
        rig.see(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("A1"), talk.server("x"), talk.client("2"),
            talk.server("y"));

        assertEquals(List.of("open", "data TO_SERVER A1", "data TO_CLIENT x", "data TO_SERVER 2",
            "data TO_CLIENT y"), one.heard);
        rig.see(talk.client("3"));
        assertEquals("data TO_SERVER 3", one.heard.get(one.heard.size() - 1));
    }

    @Test
    void shouldReplayWhatCameOutOfOrderInOrderAndTellGapsOnce() {
        one.answering((flow, head) -> head.packets() < 4 ? Detection.NEED_MORE : Detection.certain("fourth"));
        two.answering((flow, head) -> Detection.NO);
        TcpTalk talk = TcpTalk.v4();
        rig.see(talk.syn(), talk.synAck(), talk.clientAck());
        CraftedPacket first = talk.client("A1");
        CraftedPacket second = talk.client("2");
        CraftedPacket third = talk.client("3").cutTo(41);
        talk.client("lost");
        CraftedPacket fifth = talk.client("5");
        rig.see(first, third, fifth, second);
        assertEquals(List.of("open", "data TO_SERVER A1", "data TO_SERVER 2", "data TO_SERVER 3",
            "gap TO_SERVER 0", "data TO_SERVER 5"), one.heard);
    }

    @Test
    void shouldTellWhatAShortCopyHidOnceWithTheReplay() {
        one.answering((flow, head) -> head.packets() < 2 ? Detection.NEED_MORE : Detection.certain("second"));
        two.answering((flow, head) -> Detection.NO);
        TcpTalk talk = TcpTalk.v4();
        rig.see(talk.client("Abcdef").cutTo(42), talk.client("ghi"));
        assertEquals(List.of("open", "data TO_SERVER Ab", "gap TO_SERVER 0", "data TO_SERVER ghi"), one.heard);
    }

    @Test
    void shouldTellHowManyBytesAreMissingOfAFlowThatIsRead() {
        TcpTalk talk = TcpTalk.v4();
        rig.see(talk.client("Abcdef").cutTo(42), talk.client("ghi"));
        CraftedPacket late = talk.client("lost");
        rig.see(talk.client("jkl"), late, talk.client("mno"));
        assertEquals(List.of("open", "data TO_SERVER Ab", "gap TO_SERVER 4", "data TO_SERVER ghi",
            "gap TO_SERVER 4", "data TO_SERVER jkl", "data TO_SERVER mno"), one.heard);
    }

    @Test
    void shouldGiveTheRestOfAPacketThatComesAgainWhole() {
        TcpTalk talk = TcpTalk.v4();
        CraftedPacket packet = talk.client("Abcdef");
        rig.see(packet.cutTo(42));
        rig.see(packet.cutTo(1000));
        assertEquals(List.of("open", "data TO_SERVER Ab", "data TO_SERVER cdef"), one.heard);
    }

    @Test
    void shouldAskNewParsersInTheMiddleOfDetection() {
        one.answering((flow, head) -> Detection.likely("old"));
        two.answering((flow, head) -> Detection.NO);
        see(1, "A");
        FakeParser three = FakeParser.of("three", "C")
            .answering((flow, head) -> Detection.certain("of " + head.packets()));
        rig.classifier.use(new ParserSet(List.of(three)));
        see(1, "C");

        assertEquals("three", rig.flow.application());
        assertEquals("of 2", rig.flow.rule());
        assertEquals(1, one.asked);
    }
}
