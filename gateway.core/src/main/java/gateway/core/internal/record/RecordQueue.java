package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import gateway.api.content.FilePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records on their way from the workers to the auditors, each of which has a line of its own. Bounded: where an
 * auditor is slower than the traffic, records are lost and counted, never packets delayed. An auditor that throws too
 * often, or does not come back from a call, gets no more.
 */
public final class RecordQueue implements AutoCloseable {
    /** An auditor that is in one call for so long is stuck; a disk that is busy gets it back earlier. */
    static final int STUCK_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RecordQueue.class);
    private static final int REMOVE_MILLIS = 5000;
    private static final int CLOSE_MILLIS = 5000;

    private final List<AuditorLine> lines = new CopyOnWriteArrayList<>();
    /** Those that were put out; by the owner's lock. */
    private final List<Auditor> quarantined = new ArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong parts = new AtomicLong();
    private final AtomicInteger openParts = new AtomicInteger();
    private final PagePool pool = new PagePool();
    private final AtomicLong failed = new AtomicLong();
    private final boolean patient;
    private final AuditorReports reports;
    private final Thread watch = new Thread(this::lookAfter, "record watch");
    private volatile boolean closed;

    /** @param patient whether a worker waits where a line is full: for captures, which can wait */
    public RecordQueue(boolean patient) {
        this(patient, AuditorReports.NOBODY);
    }

    RecordQueue(boolean patient, AuditorReports reports) {
        this.patient = patient;
        this.reports = reports;
        watch.setDaemon(true);
        watch.start();
    }

    /** An auditor comes. */
    public synchronized void add(Auditor auditor) {
        lines.add(new AuditorLine(auditor, patient, lost, thrown -> onFailure(auditor, thrown),
            reason -> quarantine(auditor, reason)));
        reports.onServing(auditor);
    }

    /**
     * An auditor goes. What waits for it is written, for at most five seconds; it is not called any more when this
     * returns, but for a record that it does not come back from.
     */
    public synchronized void remove(Auditor auditor) {
        quarantined.removeIf(there -> there == auditor);
        for (AuditorLine line : linesOf(auditor)) {
            lines.remove(line);
            line.end();
            if (!line.await(REMOVE_MILLIS)) {
                LOG.warn("auditor {} goes with records that it did not take in time", auditor.getClass().getName());
            }
        }
        reports.onGone(auditor);
    }

    /** Whether anybody wants records, so that it is worth making one. */
    public boolean wanted() {
        return !lines.isEmpty();
    }

    /** Hands a record over; any thread. */
    public void offer(AuditRecord entry) {
        if (!offer(new LineEntry.Told(entry))) {
            lost.incrementAndGet();
        }
    }

    /** Whether an auditor wants the bytes of files of such flows; any thread. */
    boolean wantsFiles(boolean audited) {
        for (AuditorLine line : lines) {
            if (line.wantsFiles(audited)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A part of a file begins; any thread.
     *
     * @param made makes it of its id
     * @return its id; 0 where so many are open that this one is not followed
     */
    long begin(LongFunction<FilePart> made) {
        if (openParts.incrementAndGet() > AuditorLine.MOST_PARTS) {
            openParts.decrementAndGet();
            lost.incrementAndGet();
            return 0;
        }
        FilePart part = made.apply(parts.incrementAndGet());
        LineEntry entry = new LineEntry.Began(part);
        for (AuditorLine line : lines) {
            if (line.wantsFiles(part.record().audited())) {
                line.offer(entry);
            }
        }
        return part.id();
    }

    /** A part that began ends, after all pages with bytes of it were offered; any thread. */
    void end(long part, long emitted, String why) {
        openParts.decrementAndGet();
        LineEntry entry = new LineEntry.Ended(part, emitted, why);
        for (AuditorLine line : lines) {
            line.offerLast(entry);
        }
    }

    /** An empty page for bytes; null where all are in use. Any thread. */
    Page takePage() {
        Page page = pool.take();
        while (page == null && patient && !closed) {
            LockSupport.parkNanos(AuditorLine.PATIENCE_NANOS);
            page = pool.take();
        }
        return page;
    }

    /** Hands a filled page over, which is the queue's from then on; any thread. */
    void offer(Page page) {
        page.shareBy(1);
        for (AuditorLine line : lines) {
            if (line.wantsFiles(true)) {
                page.addReader();
                line.offer(page);
            }
        }
        page.drop();
    }

    private boolean offer(LineEntry entry) {
        if (closed) {
            return false;
        }
        for (AuditorLine line : lines) {
            line.offer(entry);
        }
        return true;
    }

    /** How many pages with bytes of files are with workers or wait in lines. */
    int pagesInUse() {
        return pool.inUse();
    }

    /** How many records an auditor did not get, since its line was full or closed. */
    public long lost() {
        return lost.get();
    }

    /** What keeps auditors from keeping records, as they said when they last had a moment. Any thread. */
    public List<String> problems() {
        return lines.stream().map(AuditorLine::problem).filter(problem -> !problem.isEmpty()).toList();
    }

    /** Has what waits written, for some seconds at most, and ends all threads. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        lines.forEach(AuditorLine::end);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        for (AuditorLine line : lines) {
            if (!line.await(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))) {
                LOG.warn("auditor {} did not take its last records in time", line.auditor().getClass().getName());
            }
        }
    }

    /** The auditor's own thread, or the one that looks after them. */
    private synchronized void quarantine(Auditor auditor, String reason) {
        for (AuditorLine line : linesOf(auditor)) {
            lines.remove(line);
            line.abandon();
            quarantined.add(auditor);
            reports.onQuarantined(auditor, reason, () -> readmit(auditor));
        }
    }

    private synchronized void readmit(Auditor auditor) {
        if (quarantined.removeIf(there -> there == auditor)) {
            add(auditor);
        }
    }

    private List<AuditorLine> linesOf(Auditor auditor) {
        return lines.stream().filter(line -> line.auditor() == auditor).toList();
    }

    /** Looks every second; looks are counted, not time, since the process may have been stopped between two. */
    private void lookAfter() {
        Map<AuditorLine, long[]> seen = new HashMap<>();
        while (!closed) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            seen.keySet().retainAll(lines);
            for (AuditorLine line : lines) {
                long[] callAndLooks = seen.computeIfAbsent(line, first -> new long[2]);
                long call = line.call();
                callAndLooks[1] = call != 0 && call == callAndLooks[0] ? callAndLooks[1] + 1 : 0;
                callAndLooks[0] = call;
                if (callAndLooks[1] == STUCK_SECONDS) {
                    quarantine(line.auditor(), "it did not come back from a record for " + STUCK_SECONDS + " s");
                }
            }
        }
    }

    /** Says it once, counts the rest. */
    private void onFailure(Auditor auditor, Throwable thrown) {
        reports.onError(auditor);
        if (failed.getAndIncrement() == 0) {
            LOG.error("auditor {} failed; further failures are only counted", auditor.getClass().getName(), thrown);
        }
    }
}
