package gateway.core.internal.content;

import gateway.api.content.ContentScanner;
import gateway.api.content.ScanTerms;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scanner that is there, if one is. Scanners come and go on framework threads, questions come from the
 * {@link ContentKeeper}. When a scanner goes, what it was asked and has not said is settled at once.
 */
public final class ScannerSeat {
    private static final Logger LOG = LoggerFactory.getLogger(ScannerSeat.class);
    private static final long LAST_WORDS_MILLIS = 1000;
    private static final ScanTerms NOBODY = new ScanTerms(0, 0, 0);

    private record Seated(ContentScanner scanner, Set<Asked> open) {
    }

    private final AtomicLong failures = new AtomicLong();
    private final Consumer<ContentScanner> onFailure;
    private volatile Seated seated;
    private volatile boolean wanted;

    /** A seat of which nobody hears. */
    public ScannerSeat() {
        this(failed -> { });
    }

    /** @param onFailure hears of each scanner that threw, on any thread; returns at once */
    public ScannerSeat(Consumer<ContentScanner> onFailure) {
        this.onFailure = onFailure;
    }

    /** A scanner comes. One that is there already is asked no more. */
    public synchronized void add(ContentScanner scanner) {
        Seated before = seated;
        seated = new Seated(scanner, ConcurrentHashMap.newKeySet());
        tellWanted(scanner);
        if (before != null) {
            settle(before);
        }
    }

    /** A scanner goes; it is not called any more when this returns, and nothing waits for it. */
    public synchronized void remove(ContentScanner scanner) {
        Seated before = seated;
        if (before != null && before.scanner == scanner) {
            seated = null;
            settle(before);
        }
    }

    /** Whether a rule asks for scans now. */
    public synchronized void wanted(boolean scans) {
        wanted = scans;
        Seated now = seated;
        if (now != null) {
            tellWanted(now.scanner);
        }
    }

    private void tellWanted(ContentScanner scanner) {
        try {
            scanner.wanted(wanted);
        } catch (RuntimeException | Error broken) {
            failed(scanner, broken);
        }
    }

    /** What holds for scans now; all 0 where nobody scans. Any thread. */
    public ScanTerms terms() {
        Seated now = seated;
        try {
            return now == null ? NOBODY : now.scanner.terms();
        } catch (RuntimeException | Error broken) {
            failed(now.scanner, broken);
            return NOBODY;
        }
    }

    /** How the scanner is; empty where there is none. Any thread. */
    public Optional<ScannerStatus> status() {
        Seated now = seated;
        try {
            return now == null ? Optional.empty() : Optional.of(now.scanner.status());
        } catch (RuntimeException | Error broken) {
            failed(now.scanner, broken);
            return Optional.empty();
        }
    }

    /** How often a scanner threw. */
    public long failures() {
        return failures.get();
    }

    /** The keeper's thread. */
    void scan(Asked asked) {
        Seated now = seated;
        if (asked.cancelled()) {
            asked.refuse(Reason.CANCELLED, "nobody waits for it");
        } else if (asked.content().lost()) {
            asked.refuse(Reason.BUSY, "there was no room to keep it");
        } else if (now == null) {
            asked.refuse(Reason.SCANNER_DOWN, "there is no scanner");
        } else {
            scan(now, asked);
        }
    }

    private void scan(Seated now, Asked asked) {
        now.open.add(asked);
        try {
            asked.taken(now.scanner.scan(asked.content(), asked.method(), said -> {
                now.open.remove(asked);
                asked.answer(said);
            }));
        } catch (RuntimeException | Error broken) {
            failed(now.scanner, broken);
            now.open.remove(asked);
            asked.refuse(Reason.SCANNER_DOWN, "the scanner failed");
        }
        if (seated != now && now.open.contains(asked)) {
            settle(now);
        }
    }

    /** Whoever waits is told now; the scanner has a moment to say that it reads no more. */
    private static void settle(Seated gone) {
        for (Asked asked : gone.open) {
            asked.tellNot(Reason.SCANNER_DOWN, "the scanner was taken away");
            asked.cancel();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_WORDS_MILLIS);
        while (!gone.open.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        for (Asked silent : gone.open) {
            silent.content().close();
            silent.end();
        }
        gone.open.clear();
    }

    private void failed(ContentScanner scanner, Throwable broken) {
        onFailure.accept(scanner);
        if (failures.getAndIncrement() == 0) {
            LOG.error("the scanner failed; further failures are only counted", broken);
        }
    }
}
