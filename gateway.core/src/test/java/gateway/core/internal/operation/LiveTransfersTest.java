package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.operation.FoundFile;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.ScanCounts;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.operation.TransferDirectory;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.appliance.Inspection.Scans;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTransfersTest {
    private static final Level MEMORY = new Level(5, 50);
    private static final Level DISK = new Level(6, 60);
    private static final List<FoundFile> FOUND = List.of(found("b"), found("a"));
    private static final Function<RunningGateway, Scans> NO_SCANNER =
        running -> new Scans(true, true, Optional.empty(), MEMORY, DISK, FOUND);

    private final WorkingGateway gateway = new WorkingGateway(100);
    private final LiveTransfers transfers = new LiveTransfers(gateway.standing, NO_SCANNER);

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    @Test
    void shouldAddUpWhatAllWorkersCounted() throws NotAnswering {
        for (int k = 0; k < 2; k++) {
            int clean = k + 3;
            gateway.tell(gateway.proxies.get(k), pipeline -> {
                pipeline.counters().cleanTransfers = clean;
                pipeline.counters().scannedBytes = 100;
            });
        }
        ScanPicture now = transfers.look(10);
        ScanCounts counts = now.counts();
        assertEquals(7, counts.clean());
        assertEquals(200, counts.bytes());
        assertEquals(Reason.values().length, counts.notScanned().size());
        assertEquals(0, counts.unscanned());
        assertEquals(List.of(), now.transfers());
    }

    @Test
    void shouldShowTheNewestFindingsFirst() throws NotAnswering {
        assertEquals(FOUND, transfers.look(2).found());
        assertEquals(List.of(found("b")), transfers.look(1).found());
    }

    private static FoundFile found(String name) {
        Endpoint someone = new Endpoint(IpAddress.parse("192.0.2.1").orElseThrow(), 80);
        return new FoundFile(0, 1, "http", someone, someone, Direction.TO_CLIENT, name, 10, "Test", ScanMethod.WHOLE,
            "", false);
    }

    @Test
    void shouldSayThatNobodyScansAndWhatThatMeans() throws NotAnswering {
        ScanPicture now = transfers.look(1);
        assertTrue(now.wanted());
        assertTrue(now.blocked());
        assertEquals(Optional.empty(), now.scanner());
        assertEquals(MEMORY, now.memory());
        assertEquals(DISK, now.disk());
    }

    @Test
    void shouldAnswerNoMoreThanABoundedNumberOfLines() {
        assertThrows(IllegalArgumentException.class, () -> transfers.look(0));
        assertThrows(IllegalArgumentException.class, () -> transfers.look(TransferDirectory.MAX_LINES + 1));
    }

    @Test
    void shouldSayWhenAWorkerDoesNotAnswer() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        gateway.proxies.get(1).tell(pipeline -> {
            try {
                free.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertEquals("a worker does not answer",
                assertThrows(NotAnswering.class, () -> transfers.look(10)).getMessage());
        } finally {
            free.countDown();
        }
    }

    @Test
    void shouldSayThatTheGatewayDoesNotRun() {
        gateway.standing.onStopped();
        assertTrue(assertThrows(NotAnswering.class, () -> transfers.look(10)).getMessage().contains("was stopped"));
    }
}
