package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import gateway.core.internal.watchdog.FailureWindow;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One auditor, with the records that wait for it and the thread that calls it: what one does, or does not come back
 * from, is no other's business. Its thread is {@code record writer} with the auditor's name.
 */
final class AuditorLine {
    /** What waits at most; the next record is lost and counted. */
    static final int BOUND = 65_536;
    private static final Logger LOG = LoggerFactory.getLogger(AuditorLine.class);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 100_000;

    private final Auditor auditor;
    private final boolean patient;
    private final Consumer<Throwable> onFailure;
    private final Consumer<String> onTooMuch;
    private final AtomicLong lost;
    private final MessagePassingQueue<AuditRecord> records = new MpscAtomicArrayQueue<>(BOUND);
    private final FailureWindow failures = new FailureWindow();
    private final Thread thread;
    private volatile boolean wanted = true;
    private volatile boolean abandoned;
    /** Odd while the thread is in the auditor; another number for each call. */
    private volatile long calls;
    private volatile String problem = "";

    /**
     * A line that runs.
     *
     * @param patient whether a worker waits where it is full: for captures, which can wait
     * @param lost counts what is lost
     * @param onFailure told of what the auditor throws, on the line's thread
     * @param onTooMuch told once it throws too often
     */
    AuditorLine(Auditor auditor, boolean patient, AtomicLong lost, Consumer<Throwable> onFailure,
                Consumer<String> onTooMuch) {
        this.auditor = auditor;
        this.patient = patient;
        this.lost = lost;
        this.onFailure = onFailure;
        this.onTooMuch = onTooMuch;
        this.thread = new Thread(this::run, "record writer " + auditor.getClass().getName());
        thread.setDaemon(true);
        thread.start();
    }

    Auditor auditor() {
        return auditor;
    }

    /** Whether the auditor is in a call, and which one; zero where it is in none. Any thread. */
    long call() {
        long now = calls;
        return (now & 1) == 0 ? 0 : now;
    }

    /** What keeps it from keeping records, as it said when no record waited; any thread. */
    String problem() {
        return problem;
    }

    /** Hands a record over; any thread. */
    void offer(AuditRecord entry) {
        while (!wanted || !records.offer(entry)) {
            if (!patient || !wanted) {
                lost.incrementAndGet();
                return;
            }
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    /** Takes no more records; those that wait are still written. */
    void end() {
        wanted = false;
        LockSupport.unpark(thread);
    }

    /**
     * Waits for the thread after {@link #end}. One that does not end in time is interrupted and left alone, and does
     * not call the auditor any more where it comes back.
     *
     * @return whether it ended in time
     */
    boolean await(long millis) {
        if (Thread.currentThread() == thread) {
            return true;
        }
        try {
            thread.join(Math.max(1, millis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abandon();
            return false;
        }
        return true;
    }

    /** Calls the auditor no more. */
    void abandon() {
        wanted = false;
        abandoned = true;
        if (Thread.currentThread() != thread) {
            thread.interrupt();
        }
    }

    private void run() {
        boolean idle = false;
        while ((wanted || !records.isEmpty()) && !abandoned) {
            AuditRecord entry = records.poll();
            if (entry != null) {
                call(() -> auditor.onRecord(entry));
                idle = false;
            } else if (!idle) {
                call(this::idle);
                idle = true;
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        if (!abandoned) {
            call(this::idle);
        }
        while (records.poll() != null) {
            lost.incrementAndGet();
        }
    }

    private void idle() {
        auditor.onIdle();
        problem = Objects.requireNonNullElse(auditor.problem(), "");
    }

    private void call(Runnable task) {
        calls++;
        try {
            task.run();
        } catch (Throwable thrown) {
            failed(thrown);
        } finally {
            calls++;
        }
    }

    private void failed(Throwable thrown) {
        if (abandoned) {
            LOG.debug("an auditor came back after it was left", thrown);
            return;
        }
        onFailure.accept(thrown);
        if (failures.onFailure(auditor, System.nanoTime())) {
            onTooMuch.accept(FailureWindow.words(thrown));
        }
    }
}
