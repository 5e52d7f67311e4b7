package gateway.scanner.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.scanner.Samples;
import gateway.scanner.clamd.Deadline;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScanPoolTest {
    private static final long DEADLINE_MILLIS = 1000;
    private static final Clean CLEAN = new Clean(ScanMethod.WINDOW);

    private final FakeEngine engine = new FakeEngine();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Tally tally = new Tally();
    private final BlockingQueue<ScanVerdict> verdicts = new LinkedBlockingQueue<>();
    private ScanPool pool = new ScanPool(new Bounds(2, 3, 1000, 500, DEADLINE_MILLIS, 2), engine, tally, clock::get);

    @AfterEach
    void close() {
        pool.close();
    }

    private Scan ask(int length) {
        return pool.scan(Samples.content(new byte[length]), ScanMethod.WINDOW, verdicts::add);
    }

    private Reason reason() throws InterruptedException {
        return ((NotScanned) verdicts.take()).reason();
    }

    private void begun(int scans) throws InterruptedException {
        engine.begun.acquire(scans);
    }

    private void idle() throws InterruptedException {
        while (pool.running() + pool.waiting() > 0 || pool.heldBytes() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void shouldMakeSoManyAtOnceAndLetSoManyWait() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            ask(10);
        }
        begun(2);
        for (int i = 0; i < 3; i++) {
            ask(10);
        }
        assertEquals(2, pool.running());
        assertEquals(3, pool.waiting());
        assertEquals(50, pool.heldBytes());
        ask(10);
        assertEquals(Reason.BUSY, reason());
        engine.permits.release(5);
        for (int i = 0; i < 5; i++) {
            assertEquals(CLEAN, verdicts.take());
        }
        idle();
        assertEquals(5, tally.totals(0).clean());
        assertEquals(50, tally.totals(0).bytes());
        assertEquals(1, tally.totals(0).notScanned().get(Reason.BUSY));
    }

    @Test
    void shouldHoldSoManyBytesAndTakeNothingLarger() throws InterruptedException {
        ask(500);
        ask(500);
        ask(1);
        assertEquals(Reason.BUSY, reason());
        ask(501);
        assertEquals(Reason.TOO_LARGE, reason());
        ask(0);
        assertEquals(CLEAN, verdicts.take());
        engine.permits.release(2);
        assertEquals(CLEAN, verdicts.take());
        assertEquals(CLEAN, verdicts.take());
        idle();
        ask(500);
        engine.permits.release();
        assertEquals(CLEAN, verdicts.take());
    }

    @Test
    void shouldTryAgainWhereTheEngineFails() throws InterruptedException {
        engine.failures.set(2);
        engine.permits.release(3);
        ask(1);
        assertEquals(CLEAN, verdicts.take());
        assertEquals(2, tally.totals(0).retries());
        engine.failures.set(3);
        engine.permits.release(3);
        ask(1);
        assertEquals(Reason.SCANNER_DOWN, reason());
        assertEquals(5, engine.suspicions.get());
    }

    @Test
    void shouldEndWaitingAndRunningScansAtTheirDeadline() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            ask(1);
        }
        begun(2);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS));
        for (int i = 0; i < 4; i++) {
            assertEquals(Reason.DEADLINE, reason());
        }
        idle();
        assertEquals(0, engine.suspicions.get());
    }

    @Test
    void shouldEndScansThatNobodyWaitsFor() throws InterruptedException {
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            scans.add(ask(1));
        }
        begun(2);
        scans.get(3).cancel();
        assertEquals(Reason.CANCELLED, reason());
        assertEquals(3, pool.heldBytes());
        scans.get(0).cancel();
        scans.get(0).cancel();
        assertEquals(Reason.CANCELLED, reason());
        begun(1);
        engine.permits.release(2);
        assertEquals(CLEAN, verdicts.take());
        assertEquals(CLEAN, verdicts.take());
        idle();
        scans.forEach(Scan::cancel);
        assertTrue(verdicts.isEmpty());
    }

    @Test
    void shouldSettleEverythingOnceTheEngineIsDown() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            ask(1);
        }
        begun(2);
        engine.down = Optional.of("gone");
        for (int i = 0; i < 5; i++) {
            assertEquals(Reason.SCANNER_DOWN, reason());
        }
        ask(1);
        assertEquals(Reason.SCANNER_DOWN, reason());
        engine.down = Optional.empty();
        engine.permits.release();
        ask(1);
        assertEquals(CLEAN, verdicts.take());
    }

    /** The engine comes back, and is asked for a scan, just after the thread for deadlines heard that it is down. */
    @Test
    void shouldNotEndWhatIsAskedForAfterTheEngineCameBack() throws InterruptedException {
        pool.close();
        FakeEngine recovering = new FakeEngine() {
            @Override
            public Optional<String> down() {
                Optional<String> before = down;
                if (before.isPresent() && "scan deadlines".equals(Thread.currentThread().getName())) {
                    down = Optional.empty();
                    ask(1);
                }
                return before;
            }
        };
        pool = new ScanPool(new Bounds(2, 3, 1000, 500, DEADLINE_MILLIS, 2), recovering, tally, clock::get);
        ask(1);
        recovering.begun.acquire();
        recovering.down = Optional.of("gone");
        assertEquals(Reason.SCANNER_DOWN, reason());
        recovering.permits.release();
        assertEquals(CLEAN, verdicts.take());
    }

    @Test
    void shouldSettleEverythingBeforeItIsClosed() {
        for (int i = 0; i < 5; i++) {
            ask(1);
        }
        pool.close();
        assertEquals(5, verdicts.size());
        assertEquals(5, tally.totals(0).notScanned().get(Reason.SCANNER_DOWN));
        ask(1);
        assertEquals(6, verdicts.size());
    }

    @Test
    void shouldGoOnWhereWhoeverAskedFailsOnTheVerdict() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            pool.scan(Samples.content(new byte[1]), ScanMethod.WHOLE, verdict -> {
                throw new IllegalStateException("not my day");
            });
        }
        engine.permits.release(3);
        ask(1);
        assertEquals(CLEAN, verdicts.take());
    }

    @Test
    void shouldGoOnWhereContentFails() throws InterruptedException {
        pool.close();
        AtomicInteger calls = new AtomicInteger();
        Engine failing = new FakeEngine() {
            @Override
            public ScanVerdict scan(ScanContent content, ScanMethod method, Deadline deadline, ByteBuffer buffer,
                                    Consumer<Runnable> cutter) {
                calls.incrementAndGet();
                throw new IllegalStateException("a bug");
            }
        };
        pool = new ScanPool(new Bounds(1, 3, 1000, 500, DEADLINE_MILLIS, 2), failing, tally, clock::get);
        ask(1);
        assertEquals(Reason.SCANNER_DOWN, reason());
        ask(1);
        assertEquals(Reason.SCANNER_DOWN, reason());
        assertEquals(2, calls.get());
    }

    @Test
    void shouldGiveOneVerdictForEachScanWhateverHappensAtTheSameTime() throws InterruptedException {
        pool.close();
        pool = new ScanPool(new Bounds(2, 50, 1_000_000, 500, DEADLINE_MILLIS, 1), engine, tally, clock::get);
        engine.permits.release(1_000_000);
        AtomicInteger twice = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        int asked = 20_000;
        Random random = new Random(3);
        for (int i = 0; i < asked; i++) {
            AtomicInteger mine = new AtomicInteger();
            Scan scan = pool.scan(Samples.content(new byte[10]), ScanMethod.WHOLE, verdict -> {
                told.incrementAndGet();
                twice.addAndGet(mine.getAndIncrement());
            });
            if (random.nextInt(4) == 0) {
                scan.cancel();
            }
            if (random.nextInt(1000) == 0) {
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS));
            }
        }
        idle();
        assertEquals(asked, told.get());
        assertEquals(0, twice.get());
        assertFalse(tally.totals(0).clean() == 0);
    }
}
