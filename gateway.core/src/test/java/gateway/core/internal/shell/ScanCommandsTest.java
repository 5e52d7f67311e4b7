package gateway.core.internal.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanCommandsTest {
    private static final String HOSTILE = "a\u001b[2J\nb\u202e\\c";
    private static final Endpoint CLIENT = new Endpoint(IpAddress.v4(0xc0000201), 40_000);
    private static final Endpoint SERVER = new Endpoint(IpAddress.v4(0xc6336402), 80);
    private static final ScannerStatus SERVING = new ScannerStatus(Phase.SERVING, "it scans", "ClamAV 1.4",
        new Signatures("/var/lib/clamav", 8_000_000, 1_000_000_000_000L), 2, 1, 0,
        new Totals(0, 0, 0, Map.of(), 0, 0));

    private static ScanPicture picture(boolean wanted, ScannerStatus scanner) {
        return new ScanPicture(wanted, false, Optional.ofNullable(scanner),
            List.of(new ScannedTransferLine(7, "http", CLIENT, SERVER, Direction.TO_CLIENT, HOSTILE, 500, -1,
                State.PROCESSING, ScanMethod.WINDOW, 5_000)), 3,
            List.of(new FoundFile(9_000, 8, "gnutella", CLIENT, SERVER, Direction.TO_SERVER, HOSTILE, 68, "Eicar",
                ScanMethod.WHOLE, "", false)),
            new ScanCounts(4, 1, Map.of(Reason.TOO_LARGE, 2L), 900), new Level(10, 100), new Level(20, 200));
    }

    @Test
    void shouldSayWhoScansWhatAndWhatWasFound() throws NotAnswering {
        String text = new ScanCommands(limit -> picture(true, SERVING)).scans(50);

        assertTrue(text.startsWith("scanner serving: it scans\nengine ClamAV 1.4, signatures /var/lib/clamav, 8000000, "
            + "of 2001-09-09T01:46:40Z\n2 running, 1 waiting\n"), text);
        assertTrue(text.contains("kept in memory 10 of 100, on disk 20 of 200 bytes\n"
            + "4 clean, 1 infected, 2 not scanned\n"), text);
        assertTrue(text.contains("1 of 3 transfers"), text);
        assertTrue(text.endsWith("1 finding"), text);
        List<String> lines = text.lines().toList();
        String transfer = lines.stream().filter(line -> line.startsWith("7 ")).findFirst().orElseThrow();
        assertTrue(transfer.indexOf(SERVER.toString()) < transfer.indexOf(CLIENT.toString()), "from server to client");
        String finding = lines.stream().filter(line -> line.contains("Eicar")).findFirst().orElseThrow();
        assertTrue(finding.indexOf(CLIENT.toString()) < finding.indexOf(SERVER.toString()), "from client to server");
        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), "nothing moves a cursor: " + text);
    }

    @Test
    void shouldSayThatNobodyScansOrNobodyWantsIt() throws NotAnswering {
        assertTrue(new ScanCommands(limit -> picture(true, null)).scans(50).startsWith("there is no scanner\n"));
        assertTrue(new ScanCommands(limit -> picture(false, SERVING)).scans(50).startsWith("no rule wants files "));
    }

    @Test
    void shouldAskForAsMuchAsIsWanted() throws NotAnswering {
        int[] asked = new int[1];
        new ScanCommands(limit -> {
            asked[0] = limit;
            return picture(true, SERVING);
        }).scans(17);
        assertEquals(17, asked[0]);
        assertThrows(NotAnswering.class, () -> new ScanCommands(limit -> {
            throw new NotAnswering("a worker does not answer");
        }).scans(17));
    }
}
