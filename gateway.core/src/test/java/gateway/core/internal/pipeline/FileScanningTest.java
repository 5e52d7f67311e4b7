package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.FakeScanner.Question;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file's last packet waits until it was said what the file is; nobody else does. */
class FileScanningTest {
    private static final Rule SCAN = ScanRig.SCAN;
    private static final Rule NONE = Rule.of("watch", 10, Set.of("files"), InsideNetworks.NONE, InsideNetworks.NONE,
        Rule.Initiator.ANY, List.of(), List.of(), Action.MONITOR, 0);

    private final TcpTalk talk = TcpTalk.v4();
    @TempDir
    private Path directory;
    private ScanRig scan;
    private PipelineRig rig;

    @BeforeEach
    void build() {
        scan = new ScanRig(directory, 100);
        rig = scan.rig;
    }

    @AfterEach
    void allMemoryIsGivenBack() {
        rig.pipeline.onStop();
        ScanRig.await(() -> scan.keeper.bytesInMemory() == 0);
        scan.keeper.close();
        assertEquals(0, rig.pipeline.held().packets());
    }

    private void request() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("GET file\n")));
    }

    private void hear() {
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        rig.kernel.deliverMoved(rig.pipeline);
    }

    private void answer() {
        scan.asked().answer();
        hear();
    }

    private String lastHeard() {
        return rig.heard.get(rig.heard.size() - 1);
    }

    @Test
    void shouldHoldTheLastPacketUntilTheFileIsClean() {
        request();
        assertEquals(Fate.FORWARDED, rig.send(talk.server("SEND 10\n01234")));
        assertEquals(Fate.HELD, rig.send(talk.server("56789")));
        Question question = scan.asked();
        assertEquals("0123456789", question.content());
        assertEquals(ScanMethod.WHOLE, question.method());
        assertEquals(0, rig.kernel.letOn.size());
        question.answer();
        hear();
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals("scan answer 10 Clean[method=WHOLE]", lastHeard());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("GET more\n")));
    }

    @Test
    void shouldRefuseAnInfectedFileAndItsConnection() {
        request();
        assertEquals(Fate.FORWARDED, rig.send(talk.server("SEND 10\nVIR")));
        assertEquals(Fate.HELD, rig.send(talk.server("US 4567")));
        CraftedPacket next = talk.server("HTTP/1.1 200");
        assertEquals(Fate.HELD, rig.send(next), "nothing overtakes it");
        scan.asked().answer();
        ScanRig.await(() -> {
            hear();
            return rig.flowOf(talk.clientAck()).refused();
        });
        assertEquals(0, rig.kernel.letOn.size());
        assertEquals(2, rig.kernel.resets.size(), "both ends are told at once");
        assertTrue(rig.heard.contains("decide scan-files BLOCK"));
        assertEquals(List.of(), rig.kernel.keptOut, "the server's other files are nobody's business");
        assertEquals(Fate.DROPPED, rig.send(next));
        rig.policy(SCAN);
        assertEquals(Fate.DROPPED, rig.send(next), "also after another rule has changed");
    }

    @Test
    void shouldHoldTheLastPacketOfAFlowThatItsParserIsDoneWith() {
        request();
        assertEquals(Fate.FORWARDED, rig.send(talk.server("LAST 10\n01234")));
        assertEquals(Fate.HELD, rig.send(talk.server("56789")));
        answer();
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("anything")));
        assertTrue(rig.flowOf(talk.clientAck()).offloaded());
    }

    @Test
    void shouldLetTheOtherDirectionAndOtherFlowsGoOn() {
        request();
        rig.send(talk.server("SEND 10\n0123456789"));
        Question question = scan.asked();
        assertEquals(Fate.FORWARDED, rig.send(talk.clientAck()));
        assertEquals(Fate.FORWARDED, rig.send(talk.client("GET next\n")));
        TcpTalk other = new TcpTalk("192.0.2.1", 40_001, "198.51.100.2", 50_000);
        rig.sendAll(other.syn(), other.synAck(), other.clientAck(), other.client("GET file\n"));
        assertEquals(Fate.FORWARDED, rig.send(other.server("SEND 6\nabc")));
        question.answer();
        hear();
        assertEquals(1, rig.kernel.letOn.size());
    }

    @Test
    void shouldScanALargeFileInWindowsThatOverlap() {
        request();
        String text = "0123456789".repeat(120);
        assertEquals(Fate.FORWARDED, rig.send(talk.server("SEND 1200\n" + text.substring(0, 400))));
        assertEquals(Fate.HELD, rig.send(talk.server(text.substring(400, 600))));
        Question first = scan.asked();
        assertEquals(text.substring(0, 500), first.content());
        assertEquals(ScanMethod.WINDOW, first.method());
        first.answer();
        hear();
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals(Fate.HELD, rig.send(talk.server(text.substring(600, 1200))));
        assertEquals(text.substring(500 - FakeScanner.OVERLAP, 1000), answerAndSay());
        assertEquals(1, rig.kernel.letOn.size(), "a second question is open");
        assertEquals(text.substring(1000 - FakeScanner.OVERLAP), answerAndSay());
        assertEquals(2, rig.kernel.letOn.size());
        assertEquals("scan answer 1200 Clean[method=WINDOW]", lastHeard());
    }

    private String answerAndSay() {
        Question question = scan.asked();
        question.answer();
        hear();
        return question.content();
    }

    @Test
    void shouldKeepTheLastPacketOfAFileWithoutALength() {
        request();
        assertEquals(Fate.HELD, rig.send(talk.server("SEND -1\nabc")), "it may be all");
        assertEquals(Fate.HELD, rig.send(talk.server("def")));
        assertEquals(1, rig.kernel.letOn.size(), "the first was not all");
        assertEquals(Fate.HELD, rig.send(talk.serverFin()));
        Question question = scan.asked();
        assertEquals("abcdef", question.content());
        assertEquals(1, rig.kernel.letOn.size());
        question.answer();
        hear();
        assertEquals(3, rig.kernel.letOn.size());
    }

    @Test
    void shouldAskAboutWhatStandsStill() {
        request();
        rig.send(talk.server("SEND -1\nabcdefgh"));
        hear();
        assertNull(scan.scanner.poll());
        rig.clock.advanceMillis(1000);
        hear();
        Question question = scan.asked();
        assertEquals(ScanMethod.WINDOW, question.method());
        question.answer();
        hear();
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals(Fate.HELD, rig.send(talk.server("ij")));
        rig.clock.advanceMillis(1000);
        hear();
        assertEquals("efghij", answerAndSay());
    }

    @Test
    void shouldPassWhatCannotBeScannedWherePolicySaysSo() {
        request();
        rig.send(talk.server("SEND 3\nabc"));
        scan.asked().refuse(Reason.ENCRYPTED);
        hear();
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.SCAN_ENCRYPTED));
        assertEquals("scan answer 3 NotScanned[method=WHOLE, reason=ENCRYPTED, detail=because]", lastHeard());
    }

    @Test
    void shouldBlockWhatCannotBeScannedWherePolicySaysSo() {
        rig.blockCase(ExceptionCase.SCANNER_UNAVAILABLE);
        scan.seat.remove(scan.scanner);
        request();
        rig.send(talk.server("SEND 3\nabc"));
        ScanRig.await(() -> {
            hear();
            return rig.flowOf(talk.clientAck()).refused();
        });
        assertEquals(0, rig.kernel.letOn.size());
        assertEquals(2, rig.kernel.resets.size());
    }

    @Test
    void shouldSettleWhatAScannerThatGoesHasNotSaid() {
        request();
        rig.send(talk.server("SEND 3\nabc"));
        assertNotNull(scan.asked());
        scan.seat.remove(scan.scanner);
        hear();
        assertEquals(1, rig.kernel.letOn.size());
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.SCANNER_UNAVAILABLE));
        assertEquals(1, scan.scanner.cancelled());
    }

    @Test
    void shouldCancelTheScanOfWhoWentAway() {
        request();
        rig.send(talk.server("SEND 3\nabc"));
        Question question = scan.asked();
        rig.send(talk.clientRst());
        rig.pipeline.onStop();
        ScanRig.await(() -> scan.scanner.cancelled() > 0);
        assertEquals(1, scan.scanner.cancelled());
        question.answer();
        hear();
        assertFalse(rig.heard.stream().anyMatch(line -> line.startsWith("scan")));
    }

    @Test
    void shouldLetGoWhenNoRuleWantsScansAnyMore() {
        request();
        rig.send(talk.server("SEND 3\nabc"));
        Question question = scan.asked();
        rig.policy(NONE);
        rig.send(talk.client("GET next\n"));
        assertEquals(1, rig.kernel.letOn.size());
        question.answer();
        hear();
        assertFalse(rig.flowOf(talk.clientAck()).refused());
    }

    @Test
    void shouldSayThatAFileWithAGapWasNotScanned() {
        request();
        rig.send(talk.server("SEND 30\nabc"));
        talk.server("lost");
        rig.send(talk.server("def"));
        rig.send(talk.clientAck());
        assertEquals(1, rig.pipeline.counters().exceptions(ExceptionCase.SCAN_OUT_OF_SEQUENCE));
        assertNull(scan.scanner.poll());
    }

    @Test
    void shouldScanWhatWasSentOfAFileThatClaimsToBeLonger() {
        request();
        rig.send(talk.server("SEND 30\nabc"));
        assertEquals(Fate.HELD, rig.send(talk.serverFin()));
        Question question = scan.asked();
        assertEquals("abc", question.content());
        question.answer();
        hear();
        assertEquals(1, rig.kernel.letOn.size());
    }

    @Test
    void shouldTakeNoPacketForWhichThereIsNoMemoryUntilThereIsSome() {
        request();
        rig.send(talk.server("SEND 900\n"));
        for (int i = 0; scan.keeper.hasRoom(1000); i++) {
            TcpTalk other = new TcpTalk("192.0.2.1", 41_000 + i, "198.51.100.2", 50_000);
            rig.sendAll(other.syn(), other.synAck(), other.clientAck(), other.client("GET file\n"),
                other.server("SEND 900\n0"));
        }
        CraftedPacket packet = talk.server("0".repeat(400));
        assertEquals(Fate.DROPPED, rig.send(packet));
        ScanRig.await(() -> {
            rig.clock.advanceMillis(100);
            hear();
            return scan.keeper.hasRoom(1000);
        });
        assertTrue(rig.pipeline.counters().exceptions(ExceptionCase.SCAN_BUSY) > 0, "slow ones are given up");
        assertEquals(Fate.FORWARDED, rig.send(packet));
    }
}
