package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanVerdict.Reason;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.ScanCounts;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.operation.TransferDirectory;
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
    private static final Function<RunningGateway, Scans> NO_SCANNER =
        running -> new Scans(true, true, Optional.empty(), MEMORY, DISK);

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
        assertEquals(List.of(), now.found());
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
