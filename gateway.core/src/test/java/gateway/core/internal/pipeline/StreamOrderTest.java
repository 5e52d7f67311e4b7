package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Checksum;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.sequence.StreamSequence.Answer;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of flows that are read reach the dissector in order, and nothing reaches the receiver before. */
class StreamOrderTest {
    private static final long HALF_A_MINUTE = 30_000;

    private final StringBuilder read = new StringBuilder();
    private final FakeParser chat = FakeParser.of("chat", "HELO")
        .answering((flow, head) -> Detection.certain("hello").announcing())
        .reading((sink, direction, bytes) -> {
            read.append(direction == Direction.TO_SERVER ? bytes.text(0, bytes.length()) : "");
            return Progress.OK;
        });
    private final TcpTalk talk = TcpTalk.v4();
    private PipelineRig rig;

    private void open(ReadingSettings settings) {
        rig = new PipelineRig(1000, settings, chat).monitor("chat");
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO "), talk.server("hello"));
        assertEquals("HELO ", read.toString());
    }

    private void open() {
        open(ReadingSettings.DEFAULT);
    }

    @Test
    void shouldPassBehindAGapAtOnceAndReadInOrder() {
        open();
        CraftedPacket late = talk.client("one ");
        assertEquals(Fate.FORWARDED, rig.send(talk.client("two ")));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("three ")));
        assertEquals("HELO ", read.toString());
        assertEquals(Fate.FORWARDED, rig.send(late));
        assertEquals("HELO one two three ", read.toString());
        assertTrue(rig.pipeline.bytesKept() > 0);
        rig.send(talk.serverFin());
        rig.sendAll(talk.clientFin());
        rig.pipeline.onStop();
        assertEquals(0, rig.pipeline.bytesKept());
    }

    @Test
    void shouldNeverLetOtherBytesTakeThePlaceOfWhatWasRead() {
        open();
        CraftedPacket first = talk.client("innocent");
        rig.send(first);
        int at = 1_000 + 1 + 5;
        assertEquals(Fate.DROPPED, rig.send(talk.clientAck().seq(at).payload("malicous")));
        assertEquals(Fate.FORWARDED, rig.send(first));
        assertEquals("HELO innocent", read.toString());
        assertEquals(1, rig.pipeline.counters().answers(Answer.DIFFERS));
    }

    @Test
    void shouldDropWhatTheReceiverWouldFindDamaged() {
        open();
        RawPacket damaged = talk.clientAck().payload("x").lane(Lane.READ).raw();
        damaged.checksumComplete = true;
        damaged.bytes.put(damaged.offset + damaged.length - 1, (byte) 'y');
        rig.pipeline.onPacket(damaged);
        assertEquals(Verdict.DROP, damaged.verdict);
        assertEquals("HELO ", read.toString());
    }

    @Test
    void shouldMakeUrgentDataPlainData() {
        open();
        RawPacket raw = talk.client("urgent").flags(Packet.ACK | Packet.URG).checksummed().lane(Lane.READ).raw();
        raw.checksumComplete = true;
        rig.pipeline.onPacket(raw);
        Packet after = new Packet();
        after.decode(raw);
        assertEquals(Verdict.ACCEPT, raw.verdict);
        assertEquals(0, after.flags & Packet.URG);
        assertTrue(raw.replaced && Checksum.isRight(after));
        assertEquals("HELO urgent", read.toString());
    }

    @Test
    void shouldTellTheDissectorOfWhatReachedTheReceiverByAnotherWay() {
        open();
        talk.client("lost ");
        rig.send(talk.client("seen"));
        rig.send(talk.serverAck());
        assertEquals("HELO seen", read.toString());
        assertEquals(5, rig.pipeline.counters().missedBytes);
        assertTrue(chat.heard.contains("gap TO_SERVER 5"), chat.heard::toString);
    }

    @Test
    void shouldReadOnWhereAResetIsNoneForTheReceiver() {
        open();
        assertEquals(Fate.DROPPED, rig.send(talk.clientAck().flags(Packet.RST).seq(0x7000_0000)));
        rig.send(talk.client("still here"));
        assertEquals("HELO still here", read.toString());
    }

    @Test
    void shouldLetAnotherConnectionOnTheSamePortsBegin() {
        open();
        rig.sendAll(talk.clientFin(), talk.serverFin(), talk.clientAck());
        rig.kernel.forget(talk.clientAck());
        // A server that begins anywhere, here a little before where it was.
        talk.from(5_000_000, 0xffff_0000);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("HELO again ")));
        assertEquals(Fate.FORWARDED, rig.send(talk.server("hello")));
        assertEquals("HELO HELO again ", read.toString());
    }

    @Test
    void shouldHoldBehindAGapWithoutFastPass() {
        open(ReadingSettings.DEFAULT.fastPass(false));
        CraftedPacket late = talk.client("one ");
        CraftedPacket early = talk.client("two ");
        assertEquals(Fate.HELD, rig.send(early));
        assertEquals(Fate.DROPPED, rig.send(early), "repetitions do not pile up");
        assertEquals(1, rig.pipeline.held().packets());
        assertEquals(Fate.FORWARDED, rig.send(late));
        assertEquals(List.of(early), rig.kernel.letOn);
        assertEquals("HELO one two ", read.toString());
        assertEquals(Marks.bits(Marks.READ, 2), rig.kernel.markOf(early));
    }

    @Test
    void shouldDecideByPolicyWhatIsHeldForTooLong() {
        for (boolean blocks : new boolean[] {false, true}) {
            StreamOrderTest run = new StreamOrderTest();
            run.open(ReadingSettings.DEFAULT.fastPass(false));
            if (blocks) {
                run.rig.blockCase(ExceptionCase.HOLD_TIMEOUT);
                run.rig.send(run.talk.client("again "));
            }
            run.talk.client("lost ");
            assertEquals(Fate.HELD, run.rig.send(run.talk.client("waits")));
            run.rig.clock.advanceMillis(HALF_A_MINUTE);
            run.rig.pipeline.onTimer(run.rig.clock.millis().getAsLong());
            assertEquals(0, run.rig.pipeline.held().packets());
            assertEquals(blocks ? 0 : 1, run.rig.kernel.letOn.size());
            assertEquals(blocks ? Fate.DROPPED : Fate.FORWARDED, run.rig.send(run.talk.client("more")));
            assertEquals(1, run.rig.pipeline.counters().exceptions(ExceptionCase.HOLD_TIMEOUT));
        }
    }

    @Test
    void shouldSettleWhatAFlowHoldsWhenItsBundleGoesOrTheGatewayStops() {
        for (boolean stops : new boolean[] {false, true}) {
            StreamOrderTest run = new StreamOrderTest();
            run.open(ReadingSettings.DEFAULT.fastPass(false));
            run.talk.client("lost ");
            run.rig.send(run.talk.client("waits"));
            if (stops) {
                run.rig.pipeline.onStop();
            } else {
                run.rig.parsers();
            }
            assertEquals(0, run.rig.kernel.waiting());
            assertEquals(1, run.rig.kernel.letOn.size());
            assertEquals(0, run.rig.pipeline.bytesKept());
        }
    }
}
