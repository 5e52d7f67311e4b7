package gateway.core.internal.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessorWaitTest {
    /** More threads than processors, each busy: some of them have to wait. */
    @Test
    void shouldCountWhileOthersHaveTheProcessors() throws InterruptedException {
        AtomicReference<ProcessorWait> first = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread[] busy = new Thread[2 * Runtime.getRuntime().availableProcessors() + 1];
        for (int i = 0; i < busy.length; i++) {
            boolean watched = i == 0;
            busy[i] = new Thread(() -> {
                if (watched) {
                    first.set(ProcessorWait.ofThisThread());
                    begun.countDown();
                }
                while (enough.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
            busy[i].start();
        }
        begun.await();
        long before = first.get().nanos();
        while (first.get().nanos() <= before) {
            Thread.sleep(1);
        }
        enough.countDown();
        for (Thread thread : busy) {
            thread.join();
        }
        // Of a thread that has ended nothing is known; the kernel takes a moment to forget it.
        while (first.get().nanos() != 0) {
            Thread.sleep(1);
        }
    }

    @Test
    void shouldNotGoBackWhileTheThreadRuns() {
        ProcessorWait own = ProcessorWait.ofThisThread();
        long before = own.nanos();
        assertTrue(own.nanos() >= before);
        assertEquals(0, ProcessorWait.NONE.nanos());
    }
}
