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
        assertEquals(List.of("first", "second"), said.stream().sorted().toList());
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

    /** Notes in words what the queue reports, and lets back in what the test wants back. */
    private static final class Heard implements AuditorReports {
        private final List<String> words = new CopyOnWriteArrayList<>();
        private final CountDownLatch out = new CountDownLatch(1);
        private volatile Runnable readmission;

        @Override
        public void onServing(Auditor auditor) {
            words.add("serving");
        }

        @Override
        public void onQuarantined(Auditor auditor, String reason, Runnable letIn) {
            words.add(reason);
            readmission = letIn;
            out.countDown();
        }

        @Override
        public void onError(Auditor auditor) {
            if (!words.contains("error")) {
                words.add("error");
            }
        }

        @Override
        public void onGone(Auditor auditor) {
            words.add("gone");
        }
    }

    @Test
    void shouldPutOutAnAuditorThatThrowsAllTheTimeUntilItIsLetBackIn() {
        Heard heard = new Heard();
        RecordQueue queue = new RecordQueue(true, heard);
        Auditor broken = entry -> {
            count.incrementAndGet();
            throw new IllegalStateException("broken auditor");
        };
        queue.add(broken);
        for (int i = 0; i < 1000; i++) {
            queue.offer(numbered(i));
        }
        await(heard.out);
        assertFalse(queue.wanted());
        assertEquals(List.of("serving", "error",
            "it failed 100 times within 10 s, the last time with java.lang.IllegalStateException"), heard.words);
        assertEquals(100, count.get());
        heard.readmission.run();
        assertTrue(queue.wanted());
        queue.remove(broken);
        heard.readmission.run();
        assertFalse(queue.wanted());
        queue.close();
    }

    @Test
    void shouldPutOutAnAuditorThatDoesNotComeBackAndServeTheOthersMeanwhile() {
        Heard heard = new Heard();
        RecordQueue queue = new RecordQueue(false, heard);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch served = new CountDownLatch(100);
        queue.add(entry -> awaitWhateverComes(never));
        queue.add(entry -> served.countDown());
        for (int i = 0; i < 100; i++) {
            queue.offer(numbered(i));
        }
        await(served);
        await(heard.out);
        assertEquals("it did not come back from a record for 10 s", heard.words.get(2));
        assertTrue(queue.wanted());
        queue.close();
        never.countDown();
    }

    @Test
    void shouldNotCallAnAuditorAnyMoreOnceItIsRemoved() {
        RecordQueue queue = new RecordQueue(false);
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Auditor dawdling = entry -> {
            count.incrementAndGet();
            begun.countDown();
            awaitWhateverComes(slow);
        };
        queue.add(dawdling);
        queue.offer(numbered(1));
        queue.offer(numbered(2));
        await(begun);
        queue.remove(dawdling);
        slow.countDown();
        queue.close();
        assertEquals(1, count.get());
    }

    @Test
    void shouldWriteWhatWaitsForAnAuditorThatGoes() {
        RecordQueue queue = new RecordQueue(false);
        Auditor leaving = entry -> count.incrementAndGet();
        queue.add(leaving);
        for (int i = 0; i < 1000; i++) {
            queue.offer(numbered(i));
        }
        queue.remove(leaving);
        assertEquals(1000, count.get());
        queue.close();
    }

    /** As a bundle that does not mind being interrupted. */
    private static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException goesOn) {
                Thread.onSpinWait();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
