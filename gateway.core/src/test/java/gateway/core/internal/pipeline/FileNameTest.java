package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.source.RawPacket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule with a file name waits for the request, and for nothing longer than classification. */
class FileNameTest {
    private static final int ACCEPT = Marks.bits(Marks.ACCEPT, 2);

    private final FakeParser web = FakeParser.of("web", "GET").reading(new RequestReader());
    private final PipelineRig rig = new PipelineRig(web).blockFile("web", "*.avi");
    private final TcpTalk talk = TcpTalk.v4();

    private void open() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
    }

    @Test
    void shouldRefuseTheFileAndLetAnotherGo() {
        open();
        assertEquals(Fate.DROPPED, rig.send(talk.client("GET /a/film.avi\n")));
        TcpTalk other = new TcpTalk("192.0.2.1", 40_001, "198.51.100.2", 50_000);
        rig.sendAll(other.syn(), other.synAck(), other.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(other.client("GET /a/text.txt\n")));

        assertEquals(ACCEPT, rig.kernel.markOf(other.clientAck()));
        assertEquals(List.of(), rig.kernel.keptOut, "the server's other files are nobody's business");
        assertEquals(2, rig.kernel.resets.size());
    }

    @Test
    void shouldWaitForARequestInPieces() {
        open();
        RawPacket first = rig.hand(talk.client("GET /long"));
        assertFalse(first.setMark);
        assertEquals(RawPacket.Verdict.ACCEPT, first.verdict);
        assertEquals(Fate.FORWARDED, rig.send(talk.serverAck()));
        assertEquals(Fate.DROPPED, rig.send(talk.client("-name.avi\n")));
    }

    @Test
    void shouldDecideWithoutANameAfterEightPayloads() {
        open();
        RawPacket raw = rig.hand(talk.client("GET /"));
        for (int i = 2; i <= 8; i++) {
            assertFalse(raw.setMark, "payload " + (i - 1));
            raw = rig.hand(talk.client("endless"));
        }
        assertEquals(ACCEPT, raw.newMark);
        assertEquals(List.of("decide default ALLOW"), rig.heard);
    }

    @Test
    void shouldNotWaitInFlowsOfOtherApplications() {
        open();
        for (int i = 1; i < 8; i++) {
            rig.hand(talk.client("?"));
        }
        assertEquals(ACCEPT, rig.hand(talk.client("?")).newMark);
    }

    @Test
    void shouldNotWaitWhereTheReaderGaveUp() {
        web.reading((sink, direction, bytes) -> gateway.api.protocol.Progress.DONE);
        open();
        assertEquals(ACCEPT, rig.hand(talk.client("GET what")).newMark);
    }
}
