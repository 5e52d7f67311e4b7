package gateway.scanner;

import gateway.api.content.ScanTerms;
import gateway.api.content.ScannerStatus;
import gateway.scanner.daemon.ClamdWatch;
import gateway.scanner.pool.ScanPool;
import gateway.scanner.pool.Tally;
import java.nio.file.Path;

/** Everything that scans under one configuration. */
final class Scanning implements AutoCloseable {
    private final Settings settings;
    private final Tally tally;
    private final ClamdWatch watch;
    private final ScanPool pool;

    Scanning(Settings settings, Path work, Tally tally) {
        this.settings = settings;
        this.tally = tally;
        watch = settings.watch(work);
        pool = new ScanPool(settings.bounds(), watch, tally, System::nanoTime);
    }

    Settings settings() {
        return settings;
    }

    ScanPool pool() {
        return pool;
    }

    void wanted(boolean scans) {
        watch.want(scans);
    }

    ScanTerms terms() {
        return new ScanTerms(settings.bounds().largestBytes(), watch.overlapBytes(),
            settings.bounds().deadlineMillis());
    }

    ScannerStatus status() {
        return new ScannerStatus(watch.phase(), watch.sentence(), watch.version(), watch.signatures(), pool.running(),
            pool.waiting(), pool.heldBytes(), tally.totals(watch.restarts()));
    }

    /** What waits is settled first, then clamd ends. */
    @Override
    public void close() {
        pool.close();
        watch.close();
    }
}
