package gateway.scanner.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    private final Restarts restarts = new Restarts(clock::get);

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void shouldStartAtOnceWhatHasServed() {
        for (int i = 0; i < 10; i++) {
            restarts.started();
            restarts.forgive();
            restarts.failed();
            assertTrue(restarts.due());
            assertFalse(restarts.hopeless());
        }
        assertEquals(9, restarts.count());
    }

    @Test
    void shouldWaitLongerAndLongerForWhatNeverServes() {
        restarts.failed();
        assertTrue(restarts.due());
        for (long pause : new long[] {200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000}) {
            restarts.failed();
            pass(pause - 1);
            assertFalse(restarts.due(), "before " + pause);
            pass(1);
            assertTrue(restarts.due(), "after " + pause);
        }
        for (int i = 0; i < 100; i++) {
            restarts.failed();
        }
        pass(10_000);
        assertTrue(restarts.due());
        assertTrue(restarts.hopeless());
        restarts.forgive();
        assertFalse(restarts.hopeless());
    }
}
