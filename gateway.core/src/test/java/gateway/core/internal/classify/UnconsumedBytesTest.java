package gateway.core.internal.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dissector leaves is kept and comes again, within bounds. */
class UnconsumedBytesTest {
    private final FakeParser parser = FakeParser.of("lines", "A");
    private final ClassifierRig rig = new ClassifierRig(parser);
    private final TcpTalk talk = TcpTalk.v4();

    /** Consumes whole lines. */
    private static Progress lines(ByteView bytes) {
        int end = bytes.text(0, bytes.length()).lastIndexOf('\n') + 1;
        return end == bytes.length() ? Progress.OK : Progress.needMore(end, 0);
    }

    @Test
    void shouldBringUnconsumedBytesAgainWithWhatFollows() {
        parser.reading((sink, direction, bytes) -> lines(bytes));
        rig.see(talk.client("A1\nhal"), talk.server("x\ny"), talk.client("f\n2\nre"), talk.client("st\n"),
            talk.client("whole\n"), talk.server("z\n"));

        assertEquals(List.of("open", "data TO_SERVER A1\nhal", "data TO_CLIENT x\ny", "data TO_SERVER half\n2\nre",
            "data TO_SERVER rest\n", "data TO_SERVER whole\n", "data TO_CLIENT yz\n"), parser.heard);
    }

    @Test
    void shouldNotAskBeforeAsMuchIsThereAsIsNeeded() {
        parser.reading((sink, direction, bytes) -> bytes.length() < 6 ? Progress.needMore(1, 5) : Progress.OK);
        rig.see(talk.client("Ab"), talk.client("c"), talk.client("d"), talk.client("ef"));

        assertEquals(List.of("open", "data TO_SERVER Ab", "data TO_SERVER bcdef"),
            parser.heard.subList(0, 3));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "-2147483648,-2147483648", "3,0", "2147483647,2147483647", "0,-5", "2,100"})
    void shouldSurviveAnswersOutOfRange(int consumed, int needed) {
        parser.reading((sink, direction, bytes) -> Progress.needMore(consumed, needed));
        for (int i = 0; i < 20; i++) {
            rig.see(talk.client("A" + "x".repeat(i)));
        }

        assertEquals(List.of(), rig.thrown);
        assertEquals("lines", rig.flow.application());
    }

    @Test
    void shouldGiveAMessageUpThatIsLongerThanTheBound() {
        parser.reading((sink, direction, bytes) -> Progress.needMore(0, 0));
        int sent = 0;
        while (rig.events.isEmpty() && sent < 100) {
            rig.see(talk.client("A".repeat(5000)));
            sent++;
        }

        assertEquals(Carry.BOUND / 5000 + 1, sent);
        assertTrue(rig.events.get(0).contains("reassembly_limit"));
        assertEquals("gap TO_SERVER 0", parser.heard.get(parser.heard.size() - 1));
        assertTrue(rig.flow.readable());
    }

    @Test
    void shouldGoOnAfterAMessageThatWasGivenUp() {
        parser.reading((sink, direction, bytes) -> Progress.needMore(0, 0));
        rig.see(talk.client("A"), talk.client("x".repeat(60_000)), talk.client("x".repeat(6_000)));
        parser.reading((sink, direction, bytes) -> Progress.OK);
        rig.see(talk.client("fresh"));

        assertEquals("data TO_SERVER fresh", parser.heard.get(parser.heard.size() - 1));
    }

    @Test
    void shouldForgetUnconsumedBytesAtAGap() {
        parser.reading((sink, direction, bytes) -> lines(bytes));
        rig.see(talk.client("Ahalf"));
        talk.client("lost");
        rig.see(talk.client("new\n"));

        assertEquals(List.of("open", "data TO_SERVER Ahalf", "gap TO_SERVER 4", "data TO_SERVER new\n"),
            parser.heard);
    }

    @Test
    void shouldEndTheReadingWhereTheDissectorGivesUpAtAGap() {
        parser.afterGap = Progress.DONE;
        rig.see(talk.client("A"));
        talk.client("lost");
        rig.see(talk.client("more"), talk.client("and more"));

        assertEquals(List.of("open", "data TO_SERVER A", "gap TO_SERVER 4", "close FINISHED"), parser.heard);
        assertFalse(rig.flow.readable());
    }

    @Test
    void shouldNotKeepDatagrams() {
        parser.reading((sink, direction, bytes) -> Progress.needMore(0, 100));
        rig.see(CraftedPacket.udp().payload("A"), CraftedPacket.udp().payload("b"));
        assertEquals(List.of("open", "data TO_SERVER A", "data TO_SERVER b"), parser.heard);
    }

    @Test
    void shouldGiveTheSameBytesHoweverTheyAreCut() {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            StringBuilder sent = new StringBuilder("A");
            StringBuilder read = new StringBuilder();
            FakeParser reader = FakeParser.of("reader", "A").reading((sink, direction, bytes) -> {
                int take = random.nextInt(bytes.length() + 1);
                read.append(bytes.text(0, take));
                return take == bytes.length() ? Progress.OK : Progress.needMore(take, random.nextInt(20));
            });
            ClassifierRig one = new ClassifierRig(reader);
            TcpTalk fresh = TcpTalk.v4();
            one.see(fresh.client("A"));
            for (int i = 0; i < 50; i++) {
                String piece = Integer.toString(random.nextInt(), 36).repeat(1 + random.nextInt(30));
                sent.append(piece);
                one.see(fresh.client(piece));
            }
            assertTrue(sent.toString().startsWith(read.toString()), "what was read is what was sent, in order");
            assertTrue(sent.length() - read.length() < 2000, "read " + read.length() + " of " + sent.length());
        }
    }

    @Test
    void shouldKeepBytesInACarryInTheirOrder() {
        Random random = new Random(5);
        Carry carry = new Carry(new CarryBudget(1 << 20));
        List<Byte> wanted = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            byte[] more = new byte[random.nextInt(300)];
            random.nextBytes(more);
            if (carry.append(ByteView.of(more))) {
                for (byte one : more) {
                    wanted.add(one);
                }
            }
            int consumed = random.nextInt(carry.view().length() + 1) / (i % 40 == 0 ? 1 : 4);
            carry.consume(consumed, 0);
            wanted.subList(0, consumed).clear();
            assertEquals(wanted.size(), carry.view().length());
        }
        byte[] left = carry.view().copy(0, carry.view().length());
        for (int i = 0; i < left.length; i++) {
            assertEquals(wanted.get(i), left[i]);
        }
    }

    @Test
    void shouldKeepNoMoreThanAllMayKeepTogether() {
        CarryBudget budget = new CarryBudget(3 * 1024);
        Carry one = new Carry(budget);
        Carry two = new Carry(budget);
        assertTrue(one.append(ByteView.of(new byte[1500])));
        assertTrue(two.append(ByteView.of(new byte[1000])));
        assertFalse(two.append(ByteView.of(new byte[100])));
        assertEquals(1000, two.view().length());
        assertEquals(3 * 1024, budget.used());
        one.clear();
        assertEquals(1024, budget.used());
        assertTrue(two.append(ByteView.of(new byte[100])));
        two.release();
        two.release();
        assertEquals(0, budget.used());
    }

    @Test
    void shouldGiveMemoryBackWhenAFlowIsNoLongerRead() {
        parser.reading((sink, direction, bytes) -> Progress.needMore(0, 0));
        rig.see(talk.client("A".repeat(5000)), talk.server("b".repeat(300)));
        assertEquals(8192 + 512, rig.classifier.unconsumedBytes());
        rig.stop();
        assertEquals(0, rig.classifier.unconsumedBytes());
    }

    @Test
    void shouldGiveMemoryBackWhenAMessageIsComplete() {
        parser.reading((sink, direction, bytes) -> lines(bytes));
        rig.see(talk.client("A".repeat(5000)), talk.client("\n"));
        assertEquals(0, rig.classifier.unconsumedBytes());
    }

    @Test
    void shouldTakeExactlyTheBound() {
        Carry carry = new Carry(new CarryBudget(1 << 20));
        assertTrue(carry.append(ByteView.of(new byte[Carry.BOUND])));
        assertFalse(carry.append(ByteView.of(new byte[1])));
        assertEquals(Carry.BOUND, carry.view().length());
        carry.consume(1, 0);
        assertTrue(carry.append(ByteView.of(new byte[1])));
    }
}
