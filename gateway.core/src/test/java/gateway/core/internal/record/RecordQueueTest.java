package gateway.core.internal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecordQueueTest {
    private static final int BOUND = 65_536;

    private final List<Long> kept = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();

    private static AuditRecord numbered(long number) {
        Endpoint end = new Endpoint(IpAddress.v4(1), 1);
        return new AuditRecord(0, "flow", number, Transport.TCP, end, end, "", Map.of());
    }

    @Test
    void shouldWriteEverythingInOrderBeforeItCloses() {
        RecordQueue queue = new RecordQueue(false);
        queue.add(entry -> kept.add(entry.flowId()));
        for (int i = 0; i < 5000; i++) {
            queue.offer(numbered(i));
        }
        queue.close();

        assertEquals(5000, kept.size());
        for (int i = 0; i < 5000; i++) {
            assertEquals(i, kept.get(i));
        }
        assertEquals(0, queue.lost());
    }

    @Test
    void shouldTellEveryAuditorAndGiveThemTimeToFlush() {
        CountDownLatch flushed = new CountDownLatch(1);
        List<String> said = new CopyOnWriteArrayList<>();
        RecordQueue queue = new RecordQueue(false);
        queue.add(entry -> said.add("first"));
        queue.add(new Auditor() {
            @Override
            public void onRecord(AuditRecord entry) {
                said.add("second");
            }

            @Override
            public void onIdle() {
                if (said.contains("second")) {
                    flushed.countDown();
                }
            }
        });
        queue.offer(numbered(1));
        await(flushed);
        queue.close();
        assertEquals(List.of("first", "second"), said);
    }

    @Test
    void shouldBeWantedWhileThereIsAnAuditor() {
        RecordQueue queue = new RecordQueue(false);
        Auditor auditor = entry -> { };
        assertFalse(queue.wanted());
        queue.add(auditor);
        assertTrue(queue.wanted());
        queue.remove(auditor);
        assertFalse(queue.wanted());
        queue.close();
    }

    @Test
    void shouldLoseAndCountWhatComesFasterThanItIsWritten() {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        RecordQueue queue = new RecordQueue(false);
        queue.add(entry -> {
            begun.countDown();
            await(slow);
            count.incrementAndGet();
        });
        queue.offer(numbered(0));
        await(begun);
        for (int i = 0; i < BOUND + 100; i++) {
            queue.offer(numbered(i));
        }
        assertEquals(100, queue.lost());
        slow.countDown();
        queue.close();
        assertEquals(1 + BOUND, count.get());
    }

    @Test
    void shouldLoseNothingWhereItMayWait() {
        RecordQueue queue = new RecordQueue(true);
        queue.add(entry -> count.incrementAndGet());
        for (int i = 0; i < 3 * BOUND; i++) {
            queue.offer(numbered(i));
        }
        queue.close();
        assertEquals(3 * BOUND, count.get());
        assertEquals(0, queue.lost());
    }

    @Test
    void shouldGoOnAfterAnAuditorThatThrows() {
        RecordQueue queue = new RecordQueue(true);
        queue.add(entry -> {
            if (entry.flowId() % 2 == 0) {
                throw new AssertionError("broken auditor");
            }
            throw new IllegalStateException("broken auditor");
        });
        queue.add(entry -> count.incrementAndGet());
        for (int i = 0; i < 100; i++) {
            queue.offer(numbered(i));
        }
        queue.close();
        assertEquals(100, count.get());
    }

    @Test
    void shouldCountWhatComesAfterItsEnd() {
        RecordQueue queue = new RecordQueue(true);
        queue.add(entry -> count.incrementAndGet());
        queue.close();
        queue.offer(numbered(1));
        assertEquals(1, queue.lost());
        assertEquals(0, count.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
