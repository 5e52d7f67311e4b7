package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Contents that are wanted for the records alone are the kernel's, and read from copies. */
class TappedContentsTest {
    private static final int LENGTH = 400_000;
    private static final int SEGMENT = 20_000;
    private static final int READ = Marks.bits(Marks.READ, 2);
    private static final int TAPPED = Marks.bits(Marks.readTapped(3), 2);

    private final StringBuilder contents = new StringBuilder();
    private final FakeParser files = FakeParser.of("files", "GET ").openingWith(sink -> new Download(sink, contents));
    private final PipelineRig rig = new PipelineRig(files);
    private TcpTalk talk = TcpTalk.v4();

    private static Rule rule(Action action) {
        return Rule.of("rule", 10, Set.of("files"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), action, 60);
    }

    private void open() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("GET holiday\n")));
        assertEquals(Fate.FORWARDED, rig.send(talk.server("SEND " + LENGTH + "\n")));
        rig.send(talk.clientAck());
    }

    private void audit() {
        rig.policy(rule(Action.AUDIT));
        open();
    }

    private int mark() {
        return rig.kernel.markOf(talk.clientAck());
    }

    private void send() {
        assertEquals(Fate.FORWARDED, rig.send(talk.server(new byte[SEGMENT])));
    }

    private void sendAll() {
        for (int sent = 0; sent < LENGTH; sent += SEGMENT) {
            send();
        }
    }

    @Test
    void shouldReadCopiesOfWhatTheKernelForwards() {
        audit();
        assertEquals(TAPPED, mark());
        int queued = rig.kernel.queued;
        sendAll();
        rig.send(talk.clientAck());
        assertEquals(queued, rig.kernel.queued);
        assertEquals(LENGTH, contents.length());
        assertEquals(LENGTH, rig.pipeline.counters().tappedBytes);
        assertEquals(0, rig.pipeline.counters().unreadBytes);
    }

    @Test
    void shouldReadThroughTheQueueWhatThereIsNoRoomFor() {
        audit();
        rig.kernel.credit = 3;
        int queued = rig.kernel.queued;
        sendAll();
        assertEquals(LENGTH / SEGMENT - 3, rig.kernel.queued - queued);
        assertEquals(LENGTH, contents.length());
        assertEquals(3 * SEGMENT, rig.pipeline.counters().tappedBytes);
        assertEquals(TAPPED, mark(), "there may be room for the next ones");
    }

    @Test
    void shouldPutCopiesThatComeLateWhereTheyBelong() {
        audit();
        rig.kernel.copiesLate = true;
        send();
        rig.kernel.credit = 0;
        send();
        assertEquals(0, contents.length());
        rig.kernel.deliverCopies(rig.pipeline);
        assertEquals(2 * SEGMENT, contents.length());
        rig.kernel.credit = 1;
        send();
        assertEquals(Fate.FORWARDED, rig.send(talk.serverFin()));
        rig.kernel.deliverCopies(rig.pipeline);
        assertEquals(3 * SEGMENT, contents.length());
    }

    @Test
    void shouldCountWhatWasNotShown() {
        audit();
        send();
        rig.kernel.copiesToMiss = 1;
        send();
        send();
        assertEquals(SEGMENT, contents.length());
        rig.send(talk.client("GET more\n"));
        assertEquals(2 * SEGMENT, contents.length());
        assertEquals(SEGMENT, rig.pipeline.counters().missedBytes);
    }

    @Test
    void shouldForgetAnEndlessGap() {
        audit();
        rig.kernel.copiesToMiss = 1;
        for (int sent = 0; sent < 100 * LENGTH; sent += SEGMENT) {
            send();
        }
        assertTrue(rig.pipeline.bytesKept() <= 17 << 20, () -> rig.pipeline.bytesKept() + " bytes are kept");
    }

    @Test
    void shouldTapNobodyWhereNoCopyEverComes() {
        rig.policy(rule(Action.AUDIT));
        for (int i = 0; i < 8; i++) {
            talk = new TcpTalk("192.0.2.1", 41_000 + i, "198.51.100.2", 50_000);
            open();
            assertEquals(TAPPED, mark());
            rig.kernel.copiesToMiss = 1;
            send();
            rig.sendAll(talk.serverFin(), talk.clientFin(), talk.clientRst());
            rig.clock.advanceMillis(600_000);
            rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        }
        talk = TcpTalk.v6();
        open();
        assertEquals(READ, mark());
    }

    @Test
    void shouldTapNoServerOfOurs() {
        rig.policy(rule(Action.AUDIT));
        talk = new TcpTalk("198.51.100.2", 40_000, "192.0.2.1", 50_000);
        open();
        assertEquals(READ, mark());
    }

    @Test
    void shouldReadWhatIsSaidAfterwards() {
        audit();
        sendAll();
        rig.send(talk.client("GET more\n"));
        assertEquals(READ, mark(), "before the server hears of it");
        rig.send(talk.server("SEND 5\nhello"));
        assertTrue(contents.toString().endsWith("hello"));
    }

    @Test
    void shouldNotReadCopiesThatAreDamaged() {
        audit();
        CraftedPacket whole = talk.server(new byte[SEGMENT]).checksummed();
        rig.send(whole.damaged());
        assertEquals(0, contents.length());
        rig.send(CraftedPacket.tcp().from("198.51.100.2", 50_000).to("192.0.2.1", 40_000)
            .seq(talk.serverNext() - SEGMENT).ack(talk.clientNext()).payload(new byte[SEGMENT]).checksummed());
        assertEquals(SEGMENT, contents.length());
    }

    @Test
    void shouldTapNothingThatMayBeChanged() {
        rig.policy(rule(Action.AUDIT), rule(Action.BLOCK).withKeywords(new KeywordCondition(
            KeywordSet.of(List.of("secret"), Match.WORD), EnumSet.of(TextKind.CHAT), Effect.OVERWRITE, '*')));
        open();
        assertEquals(READ, mark());
    }

    @Test
    void shouldReadThroughTheQueueUnderARuleThatCameMeanwhile() {
        audit();
        send();
        rig.policy(rule(Action.AUDIT));
        assertEquals(Fate.FORWARDED, rig.send(talk.server(new byte[SEGMENT])));
        rig.send(talk.clientAck());
        assertEquals(2 * SEGMENT, contents.length());
        assertEquals(Marks.bits(Marks.readTapped(3), 3), mark());
    }
}
