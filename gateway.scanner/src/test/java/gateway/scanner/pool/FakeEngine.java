package gateway.scanner.pool;

import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.scanner.clamd.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An engine that scans when the test lets it. */
class FakeEngine implements Engine {
    /** One scan ends for each permit. */
    final Semaphore permits = new Semaphore(0);
    /** One permit for each scan that has begun. */
    final Semaphore begun = new Semaphore(0);
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger suspicions = new AtomicInteger();
    volatile Optional<String> down = Optional.empty();

    @Override
    public Optional<String> down() {
        return down;
    }

    @Override
    public long await(Deadline deadline, Consumer<Runnable> cutter) {
        return down.isPresent() ? -1 : suspicions.get();
    }

    @Override
    public ScanVerdict scan(ScanContent content, ScanMethod method, Deadline deadline, ByteBuffer buffer,
                            Consumer<Runnable> cutter) throws IOException {
        CountDownLatch cut = new CountDownLatch(1);
        cutter.accept(cut::countDown);
        begun.release();
        while (!permits.tryAcquire()) {
            if (cut.getCount() == 0) {
                throw new IOException("cut short");
            }
            Thread.onSpinWait();
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("failed");
        }
        return new Clean(method);
    }

    @Override
    public void suspect(long start, IOException why) {
        suspicions.incrementAndGet();
    }
}
