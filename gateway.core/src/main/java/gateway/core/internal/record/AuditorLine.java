package gateway.core.internal.record;

import gateway.api.content.Auditor;
import gateway.api.content.FileInterest;
import gateway.core.internal.watchdog.FailureWindow;
import gateway.core.internal.worker.Priority;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One auditor, with what waits for it and the thread that calls it: what one does, or does not come back
 * from, is no other's business. Its thread is {@code record writer} with the auditor's name.
 */
final class AuditorLine {
    /** What waits at most; the next record is lost and counted, bytes of a file are missing at its end. */
    static final int BOUND = 65_536;
    private static final Logger LOG = LoggerFactory.getLogger(AuditorLine.class);
    /** As many parts of files may be open at once: their ends have room in a line that is full otherwise. */
    static final int MOST_PARTS = 16_384;
    static final long PATIENCE_NANOS = 100_000;
    private static final long PAUSE_NANOS = 20_000_000;
    /** In this time a worker does not fill many of the pages. */
    private static final long SHORT_PAUSE_NANOS = 1_000_000;
    private static final long IDLE_NANOS = 200_000_000;
    /** A line that is never empty asks its auditor how it is after so many entries. */
    private static final int ASK_EVERY = 1024;

    private final Auditor auditor;
    private final boolean patient;
    private final Consumer<Throwable> onFailure;
    private final Consumer<String> onTooMuch;
    private final AtomicLong lost;
    private final MpscAtomicArrayQueue<LineEntry> entries = new MpscAtomicArrayQueue<>(BOUND + MOST_PARTS);
    private final Delivery delivery;
    private final FailureWindow failures = new FailureWindow();
    private final Thread thread;
    private volatile boolean wanted = true;
    private volatile boolean abandoned;
    /** Odd while the thread is in the auditor; another number for each call. */
    private volatile long calls;
    private volatile String problem = "";
    private volatile FileInterest files = FileInterest.NONE;

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
        this.delivery = new Delivery(auditor);
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

    /** Whether it wants the bytes of files of such flows; any thread. */
    boolean wantsFiles(boolean audited) {
        FileInterest interest = files;
        return wanted && (audited ? interest != FileInterest.NONE : interest == FileInterest.READ);
    }

    /** Hands something over; any thread. */
    void offer(LineEntry entry) {
        while (!wanted || !entries.offerIfBelowThreshold(entry, BOUND)) {
            if (!patient || !wanted) {
                lose(entry);
                return;
            }
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    /** Hands over the end of a part, for which there is always room; any thread. */
    void offerLast(LineEntry entry) {
        if (wanted) {
            entries.offer(entry);
        }
    }

    private void lose(LineEntry entry) {
        if (entry instanceof LineEntry.Told || entry instanceof LineEntry.Began) {
            lost.incrementAndGet();
        }
        entry.drop();
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
        Priority.raise();
        int busy = 0;
        boolean busyLately = false;
        long idleSince = System.nanoTime() - IDLE_NANOS;
        call(this::ask);
        while ((wanted || !entries.isEmpty()) && !abandoned) {
            LineEntry entry = entries.poll();
            if (entry != null) {
                give(entry);
                busyLately = true;
                if (++busy % ASK_EVERY == 0) {
                    call(this::ask);
                }
            } else if (System.nanoTime() - idleSince >= IDLE_NANOS) {
                call(this::idle);
                busyLately = false;
                idleSince = System.nanoTime();
            } else {
                LockSupport.parkNanos(busyLately ? SHORT_PAUSE_NANOS : PAUSE_NANOS);
            }
        }
        if (!abandoned) {
            call(this::idle);
        }
        for (LineEntry entry = entries.poll(); entry != null; entry = entries.poll()) {
            lose(entry);
        }
    }

    private void give(LineEntry entry) {
        try {
            call(() -> entry.give(delivery));
        } finally {
            entry.drop();
        }
    }

    private void idle() {
        auditor.onIdle();
        ask();
    }

    private void ask() {
        files = Objects.requireNonNullElse(auditor.files(), FileInterest.NONE);
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
