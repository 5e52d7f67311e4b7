package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.keyword.KeywordSet;
import gateway.core.internal.keyword.KeywordSet.Match;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.policy.KeywordCondition;
import gateway.core.internal.policy.KeywordCondition.Effect;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.policy.TextKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contents that nobody wants to see are the kernel's, and what is said around them is not. */
class UnreadContentsTest {
    private static final int LENGTH = 200_000;
    private static final int SEGMENT = 20_000;
    private static final int READ = Marks.bits(Marks.READ, 2);
    private static final int READ_CLIENT = Marks.bits(Marks.READ_CLIENT, 2);

    private final StringBuilder contents = new StringBuilder();
    private final FakeParser files = FakeParser.of("files", "GET ").openingWith(sink -> new Download(sink, contents));
    private final PipelineRig rig = new PipelineRig(files);
    private final TcpTalk talk = TcpTalk.v4();

    private static Rule rule(Action action) {
        return Rule.of("rule", 10, Set.of("files"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), action, 60);
    }

    private static Rule refuse(String keyword) {
        return rule(Action.BLOCK).withKeywords(new KeywordCondition(KeywordSet.of(List.of(keyword), Match.WORD),
            EnumSet.of(TextKind.FILE_NAME), Effect.REFUSE, '*'));
    }

    private void open(Rule... rules) {
        rig.policy(rules);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("GET holiday\n")));
        assertEquals(Fate.FORWARDED, rig.send(talk.server("SEND " + LENGTH + "\n")));
    }

    private int mark() {
        return rig.kernel.markOf(talk.clientAck());
    }

    /** The server sends so many bytes; answers how many packets of them were shown to the gateway. */
    private int send(int bytes) {
        int before = rig.kernel.queued;
        for (int sent = 0; sent < bytes; sent += SEGMENT) {
            assertEquals(Fate.FORWARDED, rig.send(talk.server(new byte[Math.min(SEGMENT, bytes - sent)])));
        }
        return rig.kernel.queued - before;
    }

    @Test
    void shouldLeaveContentsToTheKernelOnceTheirBeginningIsAcknowledged() {
        open(refuse("secret"));
        assertEquals(READ, mark());
        assertEquals(1, send(SEGMENT), "the head may be sent anew with other words: nothing goes unseen");
        rig.send(talk.clientAck());
        assertEquals(READ_CLIENT, mark());
        assertEquals(0, send(LENGTH - SEGMENT));
        rig.send(talk.clientAck());
        assertEquals("", contents.toString());
        assertEquals(LENGTH, rig.pipeline.counters().unreadBytes);
        assertEquals(0, rig.pipeline.counters().missedBytes);
    }

    @Test
    void shouldReadWhatIsSaidAfterwards() {
        open(refuse("secret"));
        rig.send(talk.clientAck());
        send(LENGTH);
        assertEquals(Fate.FORWARDED, rig.send(talk.client("GET ")));
        assertEquals(READ, mark(), "before the server hears of it");
        assertEquals(Fate.DROPPED, rig.send(talk.client("secret\n")));
        assertTrue(rig.flowOf(talk.clientAck()).refused());
    }

    @Test
    void shouldLeaveTheNextContentsToTheKernelAsWell() {
        open(refuse("secret"));
        for (int i = 0; i < 3; i++) {
            rig.send(talk.clientAck());
            assertEquals(READ_CLIENT, mark());
            assertEquals(0, send(LENGTH));
            rig.sendAll(talk.client("GET more\n"), talk.server("SEND " + LENGTH + "\n"));
            assertEquals(READ, mark());
        }
        assertEquals(4 * LENGTH, rig.pipeline.counters().unreadBytes);
    }

    @Test
    void shouldReadAnAnswerThatWasAskedForWhileContentsWereOnTheirWay() {
        open(refuse("secret"));
        rig.send(talk.clientAck());
        assertEquals(0, send(LENGTH / 2));
        rig.send(talk.client("GET more\n"));
        assertTrue(send(LENGTH / 2) > 0, "an answer may follow at once");
        rig.send(talk.server("SEND 5\nhello"));
        assertEquals("hello", contents.toString());
    }

    @Test
    void shouldReadContentsOfWhoPipelines() {
        rig.policy(refuse("secret"));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("GET a\nGET b\n"),
            talk.server("SEND " + LENGTH + "\n"), talk.clientAck());
        assertEquals(READ, mark());
        send(LENGTH);
        assertEquals(LENGTH, contents.length());
        assertEquals(0, rig.pipeline.counters().unreadBytes);
    }

    @Test
    void shouldReadContentsThatARuleAuditsWhereThereIsNoTap() {
        rig.tapped = false;
        open(rule(Action.AUDIT));
        rig.send(talk.clientAck());
        assertEquals(READ, mark());
        send(LENGTH);
        assertEquals(LENGTH, contents.length());
    }

    @Test
    void shouldReadShortContents() {
        rig.policy(refuse("secret"));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("GET a\n"),
            talk.server("SEND 5000\n"), talk.clientAck());
        assertEquals(READ, mark());
        send(5000);
        assertEquals(5000, contents.length());
    }

    @Test
    void shouldLetNoOtherHeadPassBeforeTheFirstIsAcknowledged() {
        open(refuse("secret"));
        CraftedPacket other = CraftedPacket.tcp().from("198.51.100.2", 50_000).to("192.0.2.1", 40_000)
            .seq(talk.serverNext() - 12).ack(talk.clientNext()).payload("SEND secret\n");
        assertEquals(Fate.DROPPED, rig.send(other));
        rig.send(talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(other), "the receiver has other bytes and takes no more");
    }

    @Test
    void shouldCountWhatTheKernelForwarded() {
        open(refuse("secret"));
        rig.send(talk.clientAck());
        send(LENGTH);
        ManagedFlow flow = rig.flowOf(talk.clientAck());
        rig.pipeline.onKernelCounters(flow, 5, 300, 15, LENGTH + 600, rig.clock.millis().getAsLong());
        assertEquals(LENGTH + 600, flow.totalBytes(Direction.TO_CLIENT));
    }
}
