package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanVerdict.Reason;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.pipeline.FakeScanner.Question;
import gateway.core.internal.policy.ExceptionCase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flow with one file more than are scanned at once. */
class CrowdedFlowTest {
    private static final String TOO_MANY = "SEND 1\na".repeat(FlowScans.MOST + 1);

    private final TcpTalk talk = TcpTalk.v4();
    @TempDir
    private Path directory;
    private ScanRig scan;
    private PipelineRig rig;

    @BeforeEach
    void build() {
        // A page of memory for each file.
        scan = new ScanRig(directory, 10, 4 << 20);
        rig = scan.rig;
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("GET files\n"));
    }

    @AfterEach
    void allMemoryIsGivenBack() {
        rig.pipeline.onStop();
        ScanRig.await(() -> {
            answerAll();
            return scan.keeper.bytesInMemory() == 0;
        });
        scan.keeper.close();
    }

    private void answerAll() {
        for (Question question = scan.scanner.poll(); question != null; question = scan.scanner.poll()) {
            question.answer();
        }
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        rig.kernel.deliverMoved(rig.pipeline);
    }

    @Test
    void shouldSayThatTheLastFileWasNotScanned() {
        assertEquals(Fate.HELD, rig.send(talk.server(TOO_MANY)));
        assertTrue(rig.heard.contains(
            "scan answer 0 NotScanned[method=WHOLE, reason=BUSY, detail=too many transfers in one flow]"));
        assertEquals(1, rig.pipeline.counters().unscanned(Reason.BUSY));
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.SCAN_BUSY));
        assertEquals(FlowScans.MOST, rig.pipeline.scans().size());
        ScanRig.await(() -> {
            answerAll();
            return rig.kernel.letOn.size() == 1;
        });
        assertEquals(FlowScans.MOST, rig.pipeline.counters().cleanTransfers);
        assertEquals(0, rig.pipeline.scans().size());
    }

    @Test
    void shouldRefuseTheFlowWherePolicySaysSo() {
        rig.blockCase(ExceptionCase.SCAN_BUSY);
        rig.send(talk.server(TOO_MANY));
        assertTrue(rig.flowOf(talk.clientAck()).refused());
        assertTrue(rig.heard.contains("decide scanBusy BLOCK"), () -> rig.heard.toString());
        assertEquals(1, rig.pipeline.counters().unscanned(Reason.BUSY));
        assertEquals(0, rig.kernel.letOn.size());
        assertEquals(2, rig.kernel.resets.size());
    }
}
