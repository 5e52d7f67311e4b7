package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.Payloads;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.keyword.KeywordSet;
import gateway.core.internal.keyword.KeywordSet.Match;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.KeywordCondition;
import gateway.core.internal.policy.KeywordCondition.Effect;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.policy.TextKind;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write in a flow, and what becomes of the flow and of the bytes. */
class KeywordFilterTest {
    private final FakeParser chat = FakeParser.of("chat", "HELO");
    private PipelineRig rig = new PipelineRig(chat);
    private final TcpTalk talk = TcpTalk.v4();

    private static Rule rule(String name, int order, Action action, Effect effect, String... keywords) {
        return Rule.of(name, order, Set.of("chat"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), action, 60).withKeywords(new KeywordCondition(
                KeywordSet.of(List.of(keywords), Match.WORD), EnumSet.of(TextKind.CHAT), effect, '*'));
    }

    private static Rule refuse(String... keywords) {
        return rule("refuse", 10, Action.BLOCK, Effect.REFUSE, keywords);
    }

    private static Rule overwrite(String... keywords) {
        return rule("overwrite", 10, Action.BLOCK, Effect.OVERWRITE, keywords);
    }

    private static Rule plain(String name, int order, Action action) {
        return Rule.of(name, order, Set.of("chat"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), action, 60);
    }

    private void open(Rule... rules) {
        rig.policy(rules);
        chat.openingWith(sink -> new ChatReader(sink, false));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("HELO\n")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The payload that goes on, checksum and lengths checked; {@code dropped} where none does. */
    private String through(CraftedPacket packet) {
        RawPacket raw = rig.hand(packet.lane(RawPacket.Lane.READ).checksummed());
        return raw.verdict == Verdict.ACCEPT ? payload(raw) : "dropped";
    }

    private String payload(RawPacket raw) {
        return new String(Payloads.of(raw), StandardCharsets.UTF_8);
    }

    @Test
    void shouldReadOnAndRefuseALaterMessage() {
        open(refuse("bomb"));
        assertEquals(Marks.bits(Marks.READ, 2), rig.kernel.markOf(talk.clientAck()));
        for (int i = 0; i < 20; i++) {
            assertEquals(Fate.FORWARDED, rig.send(talk.client("nothing to see\n")));
            assertEquals(Fate.FORWARDED, rig.send(talk.server("indeed\n")));
        }
        assertEquals(Fate.DROPPED, rig.send(talk.server(utf8("the \uff22\uff2f\uff2d\uff22 is ready\n"))));
        assertEquals(2, rig.kernel.resets.size());
        assertEquals(60, rig.kernel.keptOut.get(0).seconds());
        assertEquals(Fate.DROPPED, rig.send(talk.client("hello?\n")));
        assertTrue(rig.heard.contains("keyword refuse bomb rule refuse: keyword \"bomb\" in chat"),
            rig.heard::toString);
        assertEquals(1, rig.heard.stream().filter(line -> line.equals("decide refuse BLOCK")).count());
        assertEquals("says a keyword of rule refuse", rig.flowOf(talk.clientAck()).ruling().decision().reason());
        assertEquals(1, rig.pipeline.counters().keywords);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10})
    void shouldRefuseAWordInPieces(int size) {
        open(refuse("bomb"));
        byte[] line = utf8("a b\u200bomb!\n");
        int wordEnd = line.length - 2;
        Fate last = Fate.FORWARDED;
        for (int at = 0; at < line.length; at += size) {
            assertEquals(at >= wordEnd ? Fate.HELD : Fate.FORWARDED, last, "only what shows the word waits");
            last = rig.send(talk.client(java.util.Arrays.copyOfRange(line, at, Math.min(line.length, at + size))));
        }
        assertEquals(Fate.DROPPED, last);
    }

    @Test
    void shouldFindWhatIsEncodedInTheText() {
        open(refuse("bomb"));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("%25252562omb\n")));
        assertEquals(Fate.DROPPED, rig.send(talk.client("see %2562&#111;mb.zip\n")));
    }

    @Test
    void shouldRefuseInTheFirstPacketOfAFlow() {
        rig.policy(refuse("bomb"));
        chat.openingWith(sink -> new ChatReader(sink, false));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.DROPPED, rig.send(talk.client("HELO\nbomb\n")));
        assertEquals(1, rig.pipeline.counters().refusedFlows);
    }

    @Test
    void shouldAskTheRulesInTheirOrder() {
        open(rule("exempt", 5, Action.ALLOW, Effect.REFUSE, "photobomb"), refuse("bomb", "photobomb"),
            rule("watch", 7, Action.MONITOR, Effect.REFUSE, "watch"));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("a photobomb\n")));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("watch a bomb\n")));
        assertEquals(Fate.DROPPED, rig.send(talk.client("a bomb\n")));
        assertEquals(List.of("keyword exempt photobomb", "keyword watch watch", "keyword refuse bomb"),
            rig.heard.stream().filter(line -> line.startsWith("keyword"))
                .map(line -> line.substring(0, line.indexOf(" rule "))).toList());
    }

    @Test
    void shouldNotReadWhatAnEarlierRuleDecides() {
        open(plain("first", 1, Action.ALLOW), refuse("bomb"));
        assertEquals(Marks.bits(Marks.ACCEPT, 2), rig.kernel.markOf(talk.clientAck()));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("bomb\n")));
    }

    @Test
    void shouldReadWhatALaterRuleAllows() {
        open(refuse("bomb"), plain("last", 99, Action.ALLOW));
        assertEquals(Marks.bits(Marks.READ, 2), rig.kernel.markOf(talk.clientAck()));
        assertEquals(Fate.DROPPED, rig.send(talk.client("bomb\n")));
    }

    @Test
    void shouldStayRefusedUnderAPolicyThatRefusesTheWordAndNoLonger() {
        open(refuse("bomb"));
        rig.send(talk.client("bomb\n"));
        rig.policy(refuse("bomb", "more"));
        assertEquals(Verdict.REPEAT, verdict(talk.client("x\n")));
        rig.policy(refuse("more"));
        assertEquals(Verdict.ACCEPT, verdict(talk.client("y\n")));
    }

    private Verdict verdict(CraftedPacket packet) {
        Verdict verdict = rig.hand(packet).verdict;
        return verdict == Verdict.DROP ? Verdict.REPEAT : verdict;
    }

    @Test
    void shouldLeaveAFlowThatAnOperatorReleased() {
        open(refuse("bomb"));
        rig.pipeline.onRelease(rig.flowOf(talk.clientAck()));
        assertEquals(Verdict.ACCEPT, rig.hand(talk.client("bomb\n").lane(RawPacket.Lane.READ)).verdict);
        assertEquals(Marks.bits(Marks.ACCEPT, 2), rig.hand(talk.client("x\n").lane(RawPacket.Lane.READ)).newMark);
        assertEquals(0, rig.pipeline.counters().keywords);
    }

    @Test
    void shouldOverwriteInPlaceAndGoOn() {
        open(overwrite("bomb", "caf\u00e9"));
        assertEquals("a **** and a *****, ****!\nfine\n",
            through(talk.client(utf8("a bomb and a caf\u00e9, BOMB!\nfine\n"))));
        assertEquals("more\n", through(talk.client("more\n")));
        assertEquals("**********\n", through(talk.server("%2562om%62\n")));
        assertEquals(2, rig.pipeline.counters().overwrittenTexts);
        assertTrue(rig.kernel.resets.isEmpty());
    }

    @Test
    void shouldOverwriteARepetitionHoweverItIsCut() {
        open(overwrite("bomb"));
        CraftedPacket whole = talk.client("a bomb!\n");
        int first = talk.clientNext() - 8;
        assertEquals("a ****!\n", through(whole));
        assertEquals("a ****!\n", through(whole));
        assertEquals("**!\n", through(repeated("mb!\n", first + 4)));
        assertEquals("!\nx\n", through(repeated("!\nx\n", first + 6)));
        assertEquals("a *", through(repeated("a b", first)));
        rig.hand(talk.serverAck());
        assertEquals(null, rig.flowOf(talk.clientAck()).overwritten);
    }

    private CraftedPacket repeated(String text, int sequence) {
        return talk.clientAck().payload(text).seq(sequence);
    }

    @Test
    void shouldHoldAMessageUntilItCanBeOverwrittenAsAWhole() {
        open(overwrite("bomb"));
        assertEquals(Fate.HELD, rig.send(talk.client("fine\nthe bo").checksummed()));
        assertEquals(Fate.HELD, rig.send(talk.client("m").checksummed()));
        assertEquals("*, really\n", through(talk.client("b, really\n")));
        assertEquals(List.of("fine\nthe **", "*"), rig.kernel.changed.stream().map(this::payload).toList());
        assertEquals(1, rig.pipeline.counters().overwrittenTexts);
        assertEquals(Fate.HELD, rig.send(talk.client("half a ").checksummed()));
        assertEquals("word\n", through(talk.client("word\n")));
        assertEquals(2, rig.kernel.changed.size(), "nothing to change");
        assertEquals(0, rig.kernel.waiting());
    }

    @Test
    void shouldRefuseWhatHasPassedInPart() {
        ReadingSettings usual = ReadingSettings.DEFAULT;
        rig = new PipelineRig(1000, new ReadingSettings(usual.bytes(), usual.flowBytes(), true, usual.gapMillis(),
            usual.holdMillis(), 3, usual.limits()), chat);
        open(overwrite("bomb"));
        assertEquals("the bo", through(talk.client("the bo")));
        assertEquals("dropped", through(talk.client("mb\n")));
        assertTrue(rig.heard.stream().anyMatch(line -> line.endsWith("refused: it cannot be overwritten in full")),
            rig.heard::toString);
        assertEquals(2, rig.kernel.resets.size());
        assertEquals(0, rig.pipeline.counters().overwrittenTexts);
    }

    @Test
    void shouldHoldWhatSeemsToSayAWordUntilTheMessageIsComplete() {
        open(refuse("bomb"));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("fine, a photo")));
        assertEquals(Fate.HELD, rig.send(talk.client(" bomb")));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("ast\n")), "it was another word");
        assertEquals(0, rig.kernel.waiting());
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals(Fate.HELD, rig.send(talk.client("a bomb")));
        assertEquals(Fate.HELD, rig.send(talk.client(", you know")));
        assertEquals(Fate.DROPPED, rig.send(talk.client("?\n")));
        assertEquals(1, rig.kernel.letOn.size());
    }

    @Test
    void shouldRefuseWhatSeemsToSayAWordAndIsNeverCompleted() {
        open(refuse("bomb"));
        assertEquals(Fate.HELD, rig.send(talk.client("a bomb ")));
        rig.clock.advanceMillis(ReadingSettings.DEFAULT.holdMillis());
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        assertEquals(0, rig.kernel.waiting());
        assertTrue(rig.kernel.letOn.isEmpty());
        assertEquals(Fate.DROPPED, rig.send(talk.client("x\n")));
        assertTrue(rig.heard.stream().anyMatch(line -> line.endsWith("in a message that was not completed")),
            rig.heard::toString);
    }

    @Test
    void shouldRefuseWhereThereIsNoRoomForWhatSeemsToSayAWord() {
        open(refuse("bomb"));
        assertEquals(Fate.HELD, rig.send(talk.client("a bomb ")));
        Fate last = Fate.HELD;
        for (int i = 0; i < 1000 && last == Fate.HELD; i++) {
            last = rig.send(talk.client("more "));
        }
        assertEquals(Fate.DROPPED, last);
        assertTrue(rig.kernel.letOn.isEmpty());
    }

    @Test
    void shouldNotPassOldDataBehindABeginningThatNobodyAnswered() {
        open(refuse("bomb"));
        int old = talk.clientNext();
        rig.send(talk.clientAck().flags(Packet.RST));
        assertEquals(Fate.FORWARDED, rig.send(talk.clientAck().flags(Packet.SYN).seq(77).ack(0)));
        assertEquals(Fate.DROPPED, rig.send(talk.clientAck().seq(old).payload("bomb\n")));
        talk.from(77, talk.serverNext() + 1_000_000);
        rig.send(talk.syn());
        talk.synAck();
        assertEquals(Fate.FORWARDED, rig.send(talk.client("HELO\n")), "the kernel may keep the answer to itself");
    }

    @Test
    void shouldLookForOtherRulesWordsInWhatItOverwrites() {
        open(overwrite("darn"), rule("last", 20, Action.BLOCK, Effect.REFUSE, "bomb"));
        assertEquals("****\n", through(talk.client("darn\n")));
        assertEquals("dropped", through(talk.client("darn bomb\n")));
    }

    @Test
    void shouldOverwriteInDatagrams() {
        rig.policy(overwrite("bomb"));
        chat.openingWith(sink -> new ChatReader(sink, true));
        CraftedPacket first = CraftedPacket.udp().payload("HELO\nbomb\n");
        assertEquals("HELO\n****\n", through(first));
        assertEquals("x ****\n", through(CraftedPacket.udp().payload("x bomb\n")));
    }

    @Test
    void shouldNotHandBackAShortCopy() {
        open(overwrite("bomb"));
        RawPacket raw = rig.hand(talk.client("a bomb\n" + "x".repeat(3000)).cutTo(2048).lane(RawPacket.Lane.READ));
        assertFalse(raw.replaced);
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.REASSEMBLY_LIMIT));
    }

    @Test
    void shouldCountBytesAcrossGaps() {
        open(overwrite("bomb"));
        CraftedPacket late = talk.client("late\n");
        assertEquals(Fate.HELD, rig.send(talk.client("a bomb\n").checksummed()));
        assertEquals("late\n", through(late));
        assertEquals("a ****\n", payload(rig.kernel.changed.get(0)));
        talk.client("lost\n");
        int behind = talk.clientNext();
        assertEquals(Fate.HELD, rig.send(talk.client("another bomb\n").checksummed()));
        rig.send(talk.serverAck().ack(behind));
        assertEquals(0, rig.kernel.waiting(), "the receiver has what was lost");
        assertEquals(Direction.TO_SERVER, rig.flowOf(talk.clientAck()).directionOf(decoded(talk.clientAck())));
    }

    private static Packet decoded(CraftedPacket packet) {
        Packet decoded = new Packet();
        decoded.decode(packet.raw());
        return decoded;
    }
}
