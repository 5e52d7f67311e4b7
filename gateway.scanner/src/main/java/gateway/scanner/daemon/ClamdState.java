package gateway.scanner.daemon;

import gateway.api.content.ScannerStatus.Phase;
import gateway.scanner.clamd.Deadline;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where clamd stands, as everybody sees it. The watching thread says what it {@link #become becomes}; scan threads wait
 * for it to serve, and say when it let them down.
 */
final class ClamdState {
    private static final Logger LOG = LoggerFactory.getLogger(ClamdState.class);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final AtomicReference<Standing> standing =
        new AtomicReference<>(new Standing(Phase.IDLE, "no rule asks for scans", 0));
    /** What the log said last; the watching thread's own. */
    private Phase said = Phase.IDLE;

    Standing now() {
        return standing.get();
    }

    boolean serves() {
        return standing.get().phase() == Phase.SERVING;
    }

    Optional<String> down() {
        Standing now = standing.get();
        return now.phase() == Phase.DOWN ? Optional.of(now.sentence()) : Optional.empty();
    }

    /**
     * Waits until it serves, as {@link gateway.scanner.pool.Engine#await} does.
     *
     * @param onWaiting called once if it does not serve yet
     */
    long await(Deadline deadline, Consumer<Runnable> cutter, Runnable onWaiting) throws InterruptedException {
        Standing now = standing.get();
        if (now.phase() == Phase.SERVING) {
            return now.start();
        }
        AtomicBoolean cut = new AtomicBoolean();
        cutter.accept(() -> cut.set(true));
        onWaiting.run();
        while (now.phase() != Phase.SERVING) {
            if (now.phase() == Phase.DOWN || cut.get() || deadline.leftMillis() == 0) {
                return -1;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now = standing.get();
        }
        return now.start();
    }

    /** That start of it let somebody down; whether that is news. */
    boolean suspect(long start, String why) {
        Standing now = standing.get();
        return now.phase() == Phase.SERVING && now.start() == start
            && standing.compareAndSet(now, now.becomes(Phase.STARTING, why));
    }

    /** Says what is new, once; that clamd came back after a moment is nothing new. The watching thread. */
    void become(Phase phase, String why) {
        standing.updateAndGet(before -> before.becomes(phase, why));
        if (phase != said && phase != Phase.STARTING) {
            said = phase;
            if (phase == Phase.DOWN) {
                LOG.warn("nothing can be scanned: {}", why);
            } else {
                LOG.info("{}", why);
            }
        }
    }
}
