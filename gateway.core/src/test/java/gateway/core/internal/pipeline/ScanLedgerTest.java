package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.operation.FoundFile;
import gateway.api.operation.ScannedTransferLine;
import gateway.api.operation.ScannedTransferLine.State;
import gateway.api.packet.Direction;
import gateway.core.internal.crafted.TcpTalk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of files while they are scanned, and afterwards. */
class ScanLedgerTest {
    @TempDir
    private Path directory;
    private ScanRig scan;
    private PipelineRig rig;
    private ScanLedger ledger;

    @BeforeEach
    void build() {
        scan = new ScanRig(directory, 1000);
        rig = scan.rig;
        ledger = rig.pipeline.scans();
    }

    @AfterEach
    void end() {
        rig.pipeline.onStop();
        assertEquals(0, ledger.size(), "nothing is under way when all flows are over");
        scan.keeper.close();
    }

    private TcpTalk request(int port) {
        TcpTalk talk = new TcpTalk("192.0.2.1", port, "198.51.100.2", 50_000);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("GET file\n"));
        return talk;
    }

    /** What is infected is hashed before anybody hears of it. */
    private void answer() {
        scan.asked().answer();
        ScanRig.await(() -> {
            hear();
            return ledger.size() == 0;
        });
    }

    private void hear() {
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
    }

    @Test
    void shouldShowATransferWhileItIsReceivedAndProcessed() {
        TcpTalk talk = request(40_000);
        rig.send(talk.server("SEND 10\n01234"));
        ScannedTransferLine line = ledger.underWay(9).get(0);
        assertEquals(State.RECEIVING, line.state());
        assertEquals("files", line.application());
        assertEquals(Direction.TO_CLIENT, line.direction());
        assertEquals(5, line.bytes());
        assertEquals(10, line.length());
        assertEquals(ScanMethod.WHOLE, line.method());

        rig.send(talk.server("56789"));
        assertEquals(State.PROCESSING, ledger.underWay(9).get(0).state());
        assertEquals(1, ledger.size());

        answer();
        assertEquals(List.of(), ledger.underWay(9));
        assertEquals(1, rig.pipeline.counters().cleanTransfers);
        assertEquals(10, rig.pipeline.counters().scannedBytes);
        assertEquals(List.of(), scan.findings.newest());
    }

    @Test
    void shouldMakeNoMoreLinesThanAreWanted() {
        for (int i = 0; i < 5; i++) {
            rig.send(request(40_000 + i).server("SEND 10\n0"));
        }
        assertEquals(5, ledger.size());
        assertEquals(3, ledger.underWay(3).size());
    }

    @Test
    void shouldRememberOnlyTheLastFindings() {
        for (int i = 0; i <= Findings.MOST; i++) {
            rig.send(request(40_000 + i).server("SEND 10\nVIRUS 4567"));
            answer();
        }
        List<FoundFile> found = scan.findings.newest();
        assertEquals(Findings.MOST, found.size());
        assertEquals(40_000 + Findings.MOST, found.get(0).client().port(), "newest first");
        assertEquals(40_001, found.get(found.size() - 1).client().port());
        assertEquals(10, found.get(0).bytes());
        assertTrue(found.get(0).signature().length() > 0);
        assertEquals(Findings.MOST + 1, rig.pipeline.counters().infectedTransfers);
    }

    @Test
    void shouldCountWhyATransferWasNotScanned() {
        scan.seat.remove(scan.scanner);
        TcpTalk talk = request(40_000);
        rig.send(talk.server("SEND 10\n0123456789"));
        ScanRig.await(() -> {
            hear();
            return rig.pipeline.counters().unscanned(Reason.SCANNER_DOWN) > 0;
        });
        assertEquals(0, ledger.size());
        assertEquals(0, rig.pipeline.counters().scannedBytes);
        assertEquals(1, rig.pipeline.counters().copy().unscanned(Reason.SCANNER_DOWN));
    }
}
