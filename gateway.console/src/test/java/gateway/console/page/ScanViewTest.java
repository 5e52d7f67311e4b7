package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus;
import gateway.api.content.ScannerStatus.Phase;
import gateway.api.content.ScannerStatus.Signatures;
import gateway.api.content.ScannerStatus.Totals;
import gateway.api.operation.FoundFile;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.ScanCounts;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.operation.ScannedTransferLine;
import gateway.api.operation.ScannedTransferLine.State;
import gateway.api.operation.TransferDirectory;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanViewTest {
    private static final long ID = (1L << 60) + 7;
    private static final Endpoint CLIENT = new Endpoint(IpAddress.v4(0x0a010203), 40000);
    private static final Endpoint SERVER = new Endpoint(IpAddress.v4(0xc0000201), 80);
    private static final ScannerStatus SCANNER = new ScannerStatus(Phase.SERVING, "it scans\u202e", "ClamAV",
        new Signatures("there", 9, 5000, true), 2, 3, 0, new Totals(0, 0, 0, Map.of(), 0, 0));

    private static ScanPicture picture(ScannerStatus scanner) {
        return new ScanPicture(true, true, Optional.ofNullable(scanner),
            List.of(new ScannedTransferLine(ID, "http", CLIENT, SERVER, Direction.TO_CLIENT, "secret\u202e.iso", 5, -1,
                State.PROCESSING, ScanMethod.WINDOW, 1000)), 1,
            List.of(new FoundFile(2000, ID, "http", CLIENT, SERVER, Direction.TO_SERVER, "secret.exe", 68, "Eicar",
                ScanMethod.WHOLE, "abcdef", true)),
            new ScanCounts(4, 1, Map.of(Reason.BUSY, 2L), 900), new Level(1, 10), new Level(2, 20));
    }

    private static ScanView view(TransferDirectory transfers) {
        return new ScanView(new Service<>("list of transfers", () -> transfers), new Looks());
    }

    private final ScanView view = view(limit -> picture(SCANNER));

    @Test
    void shouldSayWhoScansAndWhatIsKept() throws Exception {
        String answer = Asked.question(view::all, Asked.VIEWER, Map.of());
        assertTrue(answer.startsWith("200 {\"wanted\":true,\"blocked\":true,\"scanner\":{\"phase\":\"serving\","
            + "\"sentence\":\"it scans\\\\u202e\",\"engine\":\"ClamAV\",\"source\":\"there\",\"signatures\":9,"
            + "\"date\":5000,\"testOnly\":true,\"running\":2,\"waiting\":3},\"memory\":{\"bytes\":1,\"bound\":10},"
            + "\"disk\":{\"bytes\":2,\"bound\":20},\"counts\":{\"clean\":4,\"infected\":1,\"bytes\":900,"), answer);
        assertTrue(answer.contains("\"busy\":2"), answer);
        assertTrue(answer.contains("\"too_large\":0"), answer);
    }

    @Test
    void shouldLeaveOutAScannerThatIsNotThere() throws Exception {
        assertFalse(Asked.question(view(limit -> picture(null))::all, Asked.VIEWER, Map.of()).contains("scanner\":"));
    }

    @Test
    void shouldSayFromWhomToWhomAFileGoes() throws Exception {
        String answer = Asked.question(view::all, Asked.VIEWER, Map.of());
        assertTrue(answer.contains("\"from\":\"192.0.2.1:80\",\"to\":\"10.1.2.3:40000\",\"bytes\":5,\"length\":-1,"
            + "\"state\":\"processing\",\"method\":\"window\",\"since\":1000}"), answer);
        assertTrue(answer.contains("\"from\":\"10.1.2.3:40000\",\"to\":\"192.0.2.1:80\",\"at\":2000"), answer);
        assertTrue(answer.contains("\"flow\":\"" + ID + "\""), "as text, since scripts round numbers");
    }

    @Test
    void shouldShowNamesOfFilesToAuditorsOnly() throws Exception {
        String auditor = Asked.question(view::all, Asked.AUDITOR, Map.of());
        assertTrue(auditor.contains("secret\\\\u202e.iso"), auditor);
        assertTrue(auditor.contains("secret.exe"), auditor);
        assertTrue(auditor.contains("abcdef"), auditor);
        for (String other : List.of(Asked.question(view::all, Asked.VIEWER, Map.of()),
            Asked.question(view::all, Asked.ADMINISTRATOR, Map.of()))) {
            assertFalse(other.contains("secret"), other);
            assertFalse(other.contains("abcdef"), "a hash names a file, too");
            assertTrue(other.contains("Eicar"), other);
        }
    }

    @Test
    void shouldPassOnWhyTheGatewayDoesNotAnswer() throws Exception {
        ScanView silent = view(limit -> {
            throw new NotAnswering("Worker 1 is busy.");
        });
        assertEquals("503 {\"problem\":\"Worker 1 is busy.\"}", Asked.question(silent::all, Asked.VIEWER, Map.of()));
        assertTrue(Asked.question(view(null)::all, Asked.VIEWER, Map.of())
            .startsWith("503 {\"problem\":\"The gateway's list of transfers cannot be reached"));
    }
}
