package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records on their way from the workers to the auditors. Bounded: where the auditors are slower than the traffic,
 * records are lost and counted, never packets delayed. Thread {@code record writer} calls the auditors.
 */
public final class RecordQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordQueue.class);
    private static final int BOUND = 65_536;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 100_000;
    private static final int CLOSE_MILLIS = 5000;

    private final MessagePassingQueue<AuditRecord> records = new MpscAtomicArrayQueue<>(BOUND);
    private final List<Auditor> auditors = new CopyOnWriteArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final boolean patient;
    private final Thread writer;
    private volatile boolean wanted = true;

    /** @param patient whether a worker waits where the queue is full: for captures, which can wait */
    public RecordQueue(boolean patient) {
        this.patient = patient;
        this.writer = new Thread(this::run, "record writer");
        writer.setDaemon(true);
        writer.start();
    }

    /** An auditor comes. */
    public void add(Auditor auditor) {
        auditors.add(auditor);
    }

    /** An auditor goes; it is not called any more when this returns, but for a record it is just taking. */
    public void remove(Auditor auditor) {
        auditors.remove(auditor);
    }

    /** Whether anybody wants records, so that it is worth making one. */
    public boolean wanted() {
        return !auditors.isEmpty();
    }

    /** Hands a record over; any thread. */
    public void offer(AuditRecord entry) {
        while (!wanted || !records.offer(entry)) {
            if (!patient || !wanted) {
                lost.incrementAndGet();
                return;
            }
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    /** How many records found the queue full or closed. */
    public long lost() {
        return lost.get();
    }

    /** What keeps auditors from keeping records now; empty if nothing does. Any thread. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Auditor auditor : auditors) {
            try {
                problems.add(auditor.problem());
            } catch (RuntimeException | Error thrown) {
                failed(auditor, thrown);
            }
        }
        problems.removeIf(String::isEmpty);
        return problems;
    }

    /** Has what is in the queue written, and ends the thread. */
    @Override
    public void close() {
        wanted = false;
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean idle = false;
        while (wanted || !records.isEmpty()) {
            AuditRecord entry = records.poll();
            if (entry != null) {
                auditors.forEach(auditor -> call(auditor, entry));
                idle = false;
            } else if (!idle) {
                auditors.forEach(this::onIdle);
                idle = true;
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        auditors.forEach(this::onIdle);
    }

    private void call(Auditor auditor, AuditRecord entry) {
        try {
            auditor.onRecord(entry);
        } catch (RuntimeException | Error thrown) {
            failed(auditor, thrown);
        }
    }

    private void onIdle(Auditor auditor) {
        try {
            auditor.onIdle();
        } catch (RuntimeException | Error thrown) {
            failed(auditor, thrown);
        }
    }

    /** Says it once, counts the rest. */
    private void failed(Auditor auditor, Throwable thrown) {
        if (failed.getAndIncrement() == 0) {
            LOG.error("auditor {} failed; further failures are only counted", auditor.getClass().getName(), thrown);
        }
    }
}
