package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.Detection;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each abnormal case passes or blocks as configured, and is counted. */
class ExceptionCasesTest {
    private final FakeParser chat = FakeParser.of("chat", "HELO");
    private final PipelineRig rig = new PipelineRig(chat).monitor("chat");
    private final TcpTalk talk = TcpTalk.v4();

    private long count(ExceptionCase which) {
        return rig.pipeline.counters().exceptions(which);
    }

    private void open() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
    }

    @Test
    void shouldPassAndCountAConnectionPickedUpMidstream() {
        assertEquals(Fate.FORWARDED, rig.send(talk.client("half a message")));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("HELO")));

        assertEquals(1, count(ExceptionCase.MIDSTREAM));
        assertTrue(rig.flowOf(talk.clientAck()).midstream());
        assertEquals("chat", rig.flowOf(talk.clientAck()).application());
    }

    @Test
    void shouldResetAConnectionPickedUpMidstreamWhereThatBlocks() {
        rig.blockCase(ExceptionCase.MIDSTREAM);
        for (int i = 0; i < 100; i++) {
            assertEquals(Fate.DROPPED, rig.send(i % 2 == 0 ? talk.client("x") : talk.server("y")));
        }

        assertEquals(1, count(ExceptionCase.MIDSTREAM));
        assertEquals("decide midstream BLOCK", rig.heard.get(0));
        assertTrue(rig.kernel.resets.size() >= 6);
    }

    @Test
    void shouldGiveAnOldConnectionItsMarkWhereMidstreamBlocks() {
        rig.send(talk.client("before"));
        rig.blockCase(ExceptionCase.MIDSTREAM);
        rig.pipeline.onStop();
        int queued = rig.kernel.queued;
        for (int i = 0; i < 100; i++) {
            assertEquals(Fate.DROPPED, rig.send(talk.client("x")));
        }

        assertEquals(3, rig.kernel.queued - queued);
        assertEquals(Marks.bits(Marks.DROP, 3), rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldNotTakeAnOpenedConnectionForMidstream() {
        rig.blockCase(ExceptionCase.MIDSTREAM);
        open();

        assertEquals(Fate.FORWARDED, rig.send(talk.client("HELO")));
        assertEquals(0, count(ExceptionCase.MIDSTREAM));
    }

    @Test
    void shouldPassWithoutLookingWhereTheTableIsFull() {
        PipelineRig small = full();
        assertEquals(Verdict.ACCEPT, small.hand(CraftedPacket.udp().from("192.0.2.9", 9).payload("HELO")).verdict);
        assertEquals(1, small.pipeline.counters().exceptions(ExceptionCase.FLOW_TABLE_FULL));
        assertEquals(1, small.pipeline.flows().refused());
        assertEquals(16, small.pipeline.flows().size());
    }

    @Test
    void shouldDropWhereTheTableIsFullAndThatBlocks() {
        PipelineRig small = full().blockCase(ExceptionCase.FLOW_TABLE_FULL);

        assertEquals(Verdict.DROP, small.hand(CraftedPacket.udp().from("192.0.2.9", 9).payload("HELO")).verdict);
        assertEquals(Verdict.ACCEPT, small.hand(CraftedPacket.udp().from("192.0.2.1", 100).payload("known")).verdict);
    }

    /** Sixteen flows with both sides heard of, which may not go. */
    private static PipelineRig full() {
        PipelineRig small = new PipelineRig(16);
        for (int i = 0; i < 16; i++) {
            small.hand(CraftedPacket.udp().from("192.0.2.1", 100 + i).payload("ask"));
            small.hand(CraftedPacket.udp().from("192.0.2.1", 100 + i).payload("answer").back());
        }
        return small;
    }

    @ParameterizedTest
    @ValueSource(strings = {"detect", "open", "data", "null detection", "null dissector", "null progress",
        "error in detect", "out of memory", "gap"})
    void shouldFenceABundleThatFails(String where) {
        breakParser(where);
        open();
        Fate fate = rig.send(talk.client("HELO"));
        if (where.equals("gap")) {
            talk.client("lost");
            fate = rig.send(talk.client("after"));
            rig.send(talk.serverAck());
        }

        assertEquals(Fate.FORWARDED, fate);
        assertEquals(1, count(ExceptionCase.PARSER_ERROR));
        assertEquals(1, rig.pipeline.counters().parserErrors);
        assertEquals(1, rig.thrown.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"detect", "open", "data", "null detection", "null dissector", "null progress",
        "error in detect", "out of memory"})
    void shouldRefuseAFlowOfABundleThatFailsWhereThatBlocks(String where) {
        breakParser(where);
        rig.blockCase(ExceptionCase.PARSER_ERROR);
        open();

        assertEquals(Fate.DROPPED, rig.send(talk.client("HELO")));
        assertEquals(List.of("decide parserError BLOCK"), rig.heard);
        TcpTalk other = new TcpTalk("192.0.2.1", 41_000, "198.51.100.2", 50_000);
        assertEquals(Fate.FORWARDED, rig.send(other.syn()));
    }

    private void breakParser(String where) {
        Supplier<Detection> throwing = () -> {
            throw new IllegalStateException("broken bundle");
        };
        switch (where) {
            case "detect" -> chat.answering((flow, head) -> throwing.get());
            case "null detection" -> chat.answering((flow, head) -> null);
            case "error in detect" -> chat.answering((flow, head) -> {
                throw new AssertionError("broken bundle");
            });
            case "out of memory" -> chat.answering((flow, head) -> {
                throw new OutOfMemoryError("Requested array size exceeds VM limit");
            });
            case "open" -> chat.opening(() -> {
                throw new NoClassDefFoundError("gone");
            });
            case "null dissector" -> chat.opening(() -> null);
            case "data" -> chat.reading((sink, direction, bytes) -> {
                throw new StackOverflowError();
            });
            case "null progress" -> chat.reading((sink, direction, bytes) -> null);
            default -> {
                chat.answering((flow, head) -> Detection.certain("x").announcing());
                chat.afterGap = null;
            }
        }
    }

    @Test
    void shouldGoOnAfterABundleThatThrowsEverywhere() {
        breakParser("detect");
        for (int i = 0; i < 8; i++) {
            assertEquals(Fate.FORWARDED, rig.send(CraftedPacket.udp().payload("HELO" + i)));
        }

        assertEquals(8, rig.pipeline.counters().parserErrors);
        assertEquals(Marks.bits(Marks.ACCEPT, 2), rig.kernel.markOf(CraftedPacket.udp()));
    }

    @Test
    void shouldNotBlameAFlowForWhatABundleThrewWhenAnotherOneClosed() {
        rig.blockCase(ExceptionCase.PARSER_ERROR);
        chat.closing(reason -> {
            throw new IllegalStateException("broken bundle");
        });
        assertEquals(Fate.FORWARDED, rig.send(CraftedPacket.udp().payload("HELO")));
        assertEquals(Fate.FORWARDED, rig.send(CraftedPacket.udp().from("192.0.2.7", 7).payload("innocent")));

        assertEquals(1, rig.pipeline.counters().parserErrors);
    }

    @Test
    void shouldRecordARefusalThatComesAfterAnotherDecision() {
        chat.answering((flow, head) -> Detection.certain("x").announcing());
        chat.reading((sink, direction, bytes) -> {
            if (bytes.u8(0) == 'b') {
                throw new IllegalStateException("broken bundle");
            }
            return Progress.OK;
        });
        rig.blockCase(ExceptionCase.PARSER_ERROR);
        open();
        rig.send(talk.client("HELO"));
        assertEquals(Fate.DROPPED, rig.send(talk.client("broken")));

        assertEquals(List.of("decide watch MONITOR", "decide parserError BLOCK"), rig.heard);
    }

    @Test
    void shouldGiveUpAMessageWithoutEnd() {
        chat.reading((sink, direction, bytes) -> Progress.needMore(0, 0));
        chat.answering((flow, head) -> Detection.certain("x").announcing());
        rig.blockCase(ExceptionCase.REASSEMBLY_LIMIT);
        open();
        rig.send(talk.client("HELO"));
        int sent = 0;
        while (rig.send(talk.client("x".repeat(10_000))) == Fate.FORWARDED && sent < 20) {
            sent++;
        }

        assertEquals(6, sent, "64 KB are kept");
        assertEquals(1, count(ExceptionCase.REASSEMBLY_LIMIT));
        assertEquals("decide reassemblyLimit BLOCK", rig.heard.get(rig.heard.size() - 1));
    }

    @Test
    void shouldAskAgainUnderANewPolicyWhatAnAbnormalCaseRefused() {
        breakParser("detect");
        rig.blockCase(ExceptionCase.PARSER_ERROR);
        open();
        assertEquals(Fate.DROPPED, rig.send(talk.client("HELO")));
        rig.allowAll();

        assertEquals(Fate.FORWARDED, rig.send(talk.client("again").flags(Packet.ACK)));
    }
}
