package gateway.scanner.pool;

import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Reason;
import gateway.scanner.clamd.Deadline;
import gateway.scanner.clamd.Verdicts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes scans: so many at once, so many waiting, each by its deadline. */
public final class ScanPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScanPool.class);
    private static final Scan NOTHING_TO_CANCEL = () -> { };
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long FAREWELL_MILLIS = 500;

    private final Bounds bounds;
    private final Engine engine;
    private final Tally tally;
    private final LongSupplier clock;
    /** Both queues are without locks, since workers put scans into them. */
    private final BlockingQueue<ScanTask> turns = new LinkedTransferQueue<>();
    private final ConcurrentLinkedQueue<ScanTask> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread deadlines;
    private volatile boolean closed;

    /** Begins to make scans. */
    public ScanPool(Bounds bounds, Engine engine, Tally tally, LongSupplier clock) {
        this.bounds = bounds;
        this.engine = engine;
        this.tally = tally;
        this.clock = clock;
        deadlines = start("scan deadlines", this::lookAfterDeadlines);
        for (int i = 0; i < bounds.atOnce(); i++) {
            threads.add(start("scan " + i, new ScanThread(engine, tally, bounds.retries(), this::next)));
        }
    }

    private static Thread start(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Asks for a scan, as {@link gateway.api.content.ContentScanner#scan} says. */
    public Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
        long length = content.length();
        Optional<ScanVerdict> answer = length <= 0 ? Optional.of(new Clean(method)) : refused(length, method);
        if (answer.isPresent()) {
            tell(answer.get(), length, verdict);
            return NOTHING_TO_CANCEL;
        }
        ScanTask task = new ScanTask(content, method, Deadline.in(bounds.deadlineMillis(), clock), given -> {
            heldBytes.addAndGet(-length);
            tell(given, length, verdict);
        }, () -> LockSupport.unpark(deadlines));
        open.add(task);
        turns.add(task);
        if (closed) {
            endAll();
        }
        return task;
    }

    /** Takes a place for what is not refused. */
    private Optional<ScanVerdict> refused(long length, ScanMethod method) {
        if (length > bounds.largestBytes()) {
            return Optional.of(Verdicts.notScanned(method, Reason.TOO_LARGE,
                length + " bytes; at most " + bounds.largestBytes() + " are scanned"));
        }
        Optional<String> down = closed ? Optional.of("the scanner ends") : engine.down();
        if (down.isPresent()) {
            return Optional.of(Verdicts.notScanned(method, Reason.SCANNER_DOWN, down.get()));
        }
        // What an idle thread is about to take does not wait.
        if (waiting.incrementAndGet() > bounds.waiting() + bounds.atOnce() - running.get()) {
            waiting.decrementAndGet();
            return Optional.of(Verdicts.notScanned(method, Reason.BUSY, bounds.waiting() + " scans wait already"));
        }
        if (heldBytes.addAndGet(length) > bounds.heldBytes()) {
            heldBytes.addAndGet(-length);
            waiting.decrementAndGet();
            return Optional.of(Verdicts.notScanned(method, Reason.BUSY,
                "no room for " + length + " bytes beside those that wait"));
        }
        return Optional.empty();
    }

    private void tell(ScanVerdict verdict, long length, Consumer<ScanVerdict> told) {
        tally.add(verdict, length);
        try {
            told.accept(verdict);
        } catch (RuntimeException | LinkageError e) { // its bundle may be gone
            LOG.warn("whoever asked for a scan failed on its verdict", e);
        }
    }

    /** The next scan, for a scan thread, which gives back the one that it made; null once there are none any more. */
    private ScanTask next(ScanTask made) throws InterruptedException {
        if (made != null) {
            running.decrementAndGet();
        }
        while (!closed) {
            ScanTask task = turns.take();
            boolean begins = task.begin();
            if (begins) {
                running.incrementAndGet();
            }
            waiting.decrementAndGet();
            if (begins) {
                return task;
            }
        }
        return null;
    }

    private void lookAfterDeadlines() {
        while (!closed) {
            look();
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    private void look() {
        for (Iterator<ScanTask> tasks = open.iterator(); tasks.hasNext();) {
            ScanTask task = tasks.next();
            if (task.settled()) {
                tasks.remove();
                continue;
            }
            // Asked anew for each: what was asked for after the engine came back is not for its being down before.
            engine.down().ifPresent(why -> task.order(Reason.SCANNER_DOWN, why));
            if (task.deadline().leftMillis() == 0) {
                task.order(Reason.DEADLINE, "no verdict within " + bounds.deadlineMillis() + " ms");
            }
            task.obey();
        }
    }

    private void endAll() {
        for (ScanTask task : open) {
            task.order(Reason.SCANNER_DOWN, "the scanner ends");
            task.obey();
        }
    }

    /** How many scans are being made. */
    public int running() {
        return running.get();
    }

    /** How many scans wait. */
    public int waiting() {
        return waiting.get();
    }

    /** How much content is kept for scans. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** Settles every scan and ends its threads; waits half a second at most for one that is still reading content. */
    @Override
    public void close() {
        closed = true;
        endAll();
        LockSupport.unpark(deadlines);
        threads.forEach(Thread::interrupt);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
        boolean asked = false;
        try {
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                thread.join(Math.max(1, left));
            }
        } catch (InterruptedException e) {
            asked = true;
        }
        if (asked) {
            Thread.currentThread().interrupt();
        }
    }
}
