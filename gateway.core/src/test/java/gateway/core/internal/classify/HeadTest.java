package gateway.core.internal.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Detection;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What parsers are shown of a flow's first packets. */
class HeadTest {
    private final List<String> shown = new ArrayList<>();
    private final List<ByteView> lent = new ArrayList<>();
    private final FakeParser curious = FakeParser.of("curious", "A").answering((flow, head) -> {
        shown.add(describe(head));
        for (int i = 0; i < head.packets(); i++) {
            lent.add(head.payload(i));
        }
        return Detection.NEED_MORE;
    });
    private final ClassifierRig rig = new ClassifierRig(curious);
    private final TcpTalk talk = TcpTalk.v4();

    /** Every packet as its direction's arrow and payload, then both streams. */
    private static String describe(Head head) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < head.packets(); i++) {
            text.append(head.direction(i) == Direction.TO_SERVER ? ">" : "<").append(text(head.payload(i)));
            if (head.payloadLength(i) != head.payload(i).length()) {
                text.append("(").append(head.payloadLength(i)).append(")");
            }
            text.append(' ');
        }
        // Both streams are asked for before either is read.
        ByteView toServer = head.stream(Direction.TO_SERVER);
        ByteView toClient = head.stream(Direction.TO_CLIENT);
        return text + "| " + text(toServer) + " | " + text(toClient);
    }

    private static String text(ByteView view) {
        return view.text(0, view.length());
    }

    private String lastShown() {
        return shown.get(shown.size() - 1);
    }

    private void open() {
        rig.see(talk.syn(), talk.synAck(), talk.clientAck());
    }

    @Test
    void shouldShowPacketsInTheOrderInWhichTheyCameAndStreamsInOnePiece() {
        open();
        rig.see(talk.client("Ab"), talk.server("12"), talk.client("cd"), talk.server("34"));

        assertEquals(List.of(">Ab | Ab | ", ">Ab <12 | Ab | 12", ">Ab <12 >cd | Abcd | 12",
            ">Ab <12 >cd <34 | Abcd | 1234"), shown);
    }

    @Test
    void shouldLendAViewForEveryPacket() {
        open();
        rig.see(talk.client("Ab"), talk.client("cd"), talk.server("12"));

        List<ByteView> last = lent.subList(lent.size() - 3, lent.size());
        assertNotSame(last.get(0), last.get(1));
        assertEquals("Ab", text(last.get(0)));
        assertEquals("cd", text(last.get(1)));
    }

    @Test
    void shouldNotShowOrCountRetransmissions() {
        open();
        CraftedPacket first = talk.client("Abc");
        CraftedPacket second = talk.client("def");
        rig.see(first, first, second, first, second);

        assertEquals(List.of(">Abc | Abc | ", ">Abc >def | Abcdef | "), shown);
        assertEquals(2, rig.flow.payloadPackets());
    }

    @Test
    void shouldShowOnlyTheNewPartOfAnOverlap() {
        open();
        CraftedPacket first = talk.client("Abc");
        CraftedPacket longer = CraftedPacket.tcp().seq(talk.clientNext() - 2).payload("bcdef");
        rig.see(first, longer);

        assertEquals(">Abc >def | Abcdef | ", lastShown());
    }

    @Test
    void shouldEndTheStreamAtAGap() {
        open();
        CraftedPacket first = talk.client("Ab");
        talk.client("lost");
        rig.see(first, talk.client("cd"), talk.client("ef"));

        assertEquals(">Ab >cd >ef | Ab | ", lastShown());
    }

    @Test
    void shouldPutPacketsThatCameOutOfOrderToTheirPlaceInTheStream() {
        open();
        CraftedPacket first = talk.client("Ab");
        CraftedPacket second = talk.client("cd");
        CraftedPacket third = talk.client("ef");
        rig.see(first, third, second);

        assertEquals(">Ab >ef >cd | Abcdef | ", lastShown());
        assertEquals(3, rig.flow.payloadPackets());
    }

    @Test
    void shouldPutTheVeryFirstPacketToItsPlaceWhereItCameSecond() {
        open();
        CraftedPacket first = talk.client("Ab");
        CraftedPacket second = talk.client("Acd");
        rig.see(second, first);

        assertEquals(">Acd >Ab | AbAcd | ", lastShown());
    }

    @Test
    void shouldFillAGapFromItsEndToo() {
        open();
        CraftedPacket first = talk.client("A1");
        CraftedPacket second = talk.client("23");
        CraftedPacket third = talk.client("45");
        CraftedPacket fourth = talk.client("67");
        rig.see(first, fourth, third, second);

        assertEquals(">A1 >67 >45 >23 | A1234567 | ", lastShown());
    }

    @Test
    void shouldNotCountAFilledGapTwice() {
        open();
        CraftedPacket first = talk.client("A1");
        CraftedPacket second = talk.client("23");
        CraftedPacket third = talk.client("45");
        rig.see(first, third, second, second, third, first);

        assertEquals(3, rig.flow.payloadPackets());
    }

    @Test
    void shouldNotTakeARealStreamForRepetitionsAfterASegmentFarAhead() {
        open();
        rig.see(CraftedPacket.tcp().seq(talk.clientNext() + 1_000_000).payload("Ahead"));
        rig.see(talk.client("real "), talk.client("bytes"));

        assertEquals(">Ahead >real  >bytes | real bytes | ", lastShown());
    }

    @Test
    void shouldNotTakeARealStreamForRepetitionsAfterASynThatLied() {
        CraftedPacket lie = CraftedPacket.tcp().flags(gateway.core.internal.packet.Packet.SYN)
            .seq(talk.clientNext() + 1000);
        rig.see(lie, talk.syn(), talk.synAck(), talk.clientAck(), talk.client("Areal "), talk.client("bytes"));

        assertEquals(">Areal  >bytes | Areal bytes | ", lastShown());
    }

    @Test
    void shouldTakeNoKeepAliveForTheFirstByte() {
        open();
        rig.see(CraftedPacket.tcp().seq(talk.clientNext() - 1).payload("\0"));
        assertEquals(0, rig.flow.payloadPackets());
    }

    @Test
    void shouldGoOnOverTheEndOfTheNumbers() {
        talk.from(-5, -3);
        open();
        CraftedPacket first = talk.client("Abc");
        CraftedPacket second = talk.client("defghi");
        CraftedPacket third = talk.client("jkl");
        rig.see(first, third, second, first, talk.server("over the end"));

        assertEquals(">Abc >jkl >defghi <over the end | Abcdefghijkl | over the end", lastShown());
    }

    @Test
    void shouldSayWhatAShortCopyHidAndEndTheStreamThere() {
        open();
        rig.see(talk.client("Abcdef").cutTo(42), talk.client("ghi"));

        assertEquals(List.of(">Ab(6) | Ab | ", ">Ab(6) >ghi | Ab | "), shown);
    }

    @Test
    void shouldKeepFourKilobytesADirection() {
        open();
        String large = "A" + "x".repeat(2999);
        rig.see(talk.client(large), talk.client(large), talk.client("rest"));

        assertEquals(">" + large + " >" + large.substring(0, 1096) + "(3000) >rest | "
            + (large + large).substring(0, 4096) + " | ", lastShown());
    }

    @Test
    void shouldKeepTheNewestWholeHoweverLittleMemoryIsLeft() {
        open();
        String large = "A" + "x".repeat(5000);
        rig.see(talk.client(large), talk.client(large));

        assertEquals(5001, lent.get(lent.size() - 1).length());
    }

    @Test
    void shouldShowDatagramsOneByOneAndTheFirstOfEachSideAsItsStream() {
        rig.see(CraftedPacket.udp().payload("Aa"), CraftedPacket.udp().payload("b").back(),
            CraftedPacket.udp().payload("Aa"), CraftedPacket.udp().payload("c").back());

        assertEquals(">Aa <b >Aa <c | Aa | b", lastShown());
        assertEquals(4, rig.flow.payloadPackets());
    }

    @Test
    void shouldJudgePacketByPacketWhereNoMemoryIsLeft() {
        ClassifierRig poor = new ClassifierRig(0, curious);
        poor.see(CraftedPacket.udp().payload("A1"), CraftedPacket.udp().payload("2"));

        assertEquals(List.of(">A1 | A1 | ", ">2 | 2 | "), shown);
        assertEquals(1, poor.classifier.headsRefused());
        assertEquals(0, poor.classifier.headsInUse());
    }

    @Test
    void shouldGiveMemoryBackAndUseItAgainEmpty() {
        ClassifierRig poor = new ClassifierRig(1, curious);
        poor.see(CraftedPacket.udp().payload("A1"), CraftedPacket.udp().payload("2").back());
        assertEquals(1, poor.classifier.headsInUse());
        poor.stop();
        assertEquals(0, poor.classifier.headsInUse());
        poor.anotherFlow().see(talk.client("A3"), talk.client("4"));

        assertEquals(">A3 >4 | A34 | ", lastShown());
        assertEquals(0, poor.classifier.headsRefused());
    }

    @Test
    void shouldNotLetAParserReadBeyondAPayload() {
        FakeParser greedy = FakeParser.of("greedy", "A").answering((flow, head) -> {
            assertThrows(IndexOutOfBoundsException.class, () -> head.payload(0).u8(2));
            assertThrows(IndexOutOfBoundsException.class, () -> head.stream(Direction.TO_CLIENT).u8(0));
            return Detection.NO;
        });
        ClassifierRig one = new ClassifierRig(greedy);
        one.see(CraftedPacket.udp().payload("A1"));
        assertEquals(List.of(), one.thrown);
    }
}
