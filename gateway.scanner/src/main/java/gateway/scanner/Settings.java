package gateway.scanner;

import gateway.scanner.clamd.ClamdAddress;
import gateway.scanner.daemon.ClamdWatch;
import gateway.scanner.daemon.Limits;
import gateway.scanner.daemon.OtherSupply;
import gateway.scanner.daemon.OwnSupply;
import gateway.scanner.daemon.Patience;
import gateway.scanner.daemon.Supply;
import gateway.scanner.pool.Bounds;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a configuration asks for, checked.
 *
 * @param other where another's clamd listens; empty for one of ours
 * @param signatures the folder of signatures of ours
 * @param bounds of scans
 * @param limits of a clamd of ours
 * @param hungMillis after which time without any answer a clamd is hung
 * @param overlapBytes how many bytes two windows share at most
 */
record Settings(Optional<ClamdAddress> other, Path signatures, Bounds bounds, Limits limits, long hungMillis,
                int overlapBytes) {
    private static final long MEGABYTE = 1_000_000;
    private static final int MOST_AT_ONCE = 64;

    /** What holds where there was never a configuration that made sense. */
    static Settings defaults() {
        int atOnce = processors();
        return new Settings(Optional.empty(), Path.of("/var/lib/clamav"),
            new Bounds(atOnce, 1000, 2000 * MEGABYTE, 500 * MEGABYTE, 25_000, 2),
            new Limits(atOnce, 500 * MEGABYTE, 1000 * MEGABYTE, 25_000), 5000, 16_384);
    }

    private static int processors() {
        return Math.max(2, Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * What a configuration asks for.
     *
     * @throws IllegalArgumentException in one clear line, when it makes no sense
     */
    static Settings of(ScannerConfig config) {
        String clamd = config.clamd().strip();
        Optional<ClamdAddress> other = clamd.equals("own") ? Optional.empty() : Optional.of(ClamdAddress.of(clamd));
        Path signatures = Path.of(config.signatures().strip());
        if (!signatures.isAbsolute()) {
            throw new IllegalArgumentException("signatures is the path of a folder, from / on");
        }
        int atOnce = within("atOnce", config.atOnce(), 0, MOST_AT_ONCE);
        if (atOnce == 0) {
            atOnce = processors();
        }
        long largest = within("largestMegabytes", config.largestMegabytes(), 1, 2000) * MEGABYTE;
        long deadline = TimeUnit.SECONDS.toMillis(within("deadlineSeconds", config.deadlineSeconds(), 1, 3600));
        Bounds bounds = new Bounds(atOnce, within("waiting", config.waiting(), 0, 100_000),
            within("heldMegabytes", config.heldMegabytes(), 1, Integer.MAX_VALUE) * MEGABYTE, largest, deadline,
            within("retries", config.retries(), 0, 10));
        Limits limits = new Limits(atOnce, largest,
            within("unpackedMegabytes", config.unpackedMegabytes(), 1, 4000) * MEGABYTE, deadline);
        long hung = TimeUnit.SECONDS.toMillis(within("hungSeconds", config.hungSeconds(), 1, 600));
        return new Settings(other, signatures, bounds, limits, hung,
            within("overlapBytes", config.overlapBytes(), 0, 1_000_000));
    }

    /** A watch over such a clamd. */
    ClamdWatch watch(Path work) {
        Supply supply = other.<Supply>map(address -> new OtherSupply(address, overlapBytes))
            .orElseGet(() -> new OwnSupply(work, signatures, limits, overlapBytes));
        return new ClamdWatch(supply, Patience.usual(hungMillis), System::nanoTime);
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " has to be " + least + " to " + most + ", not " + value);
        }
        return value;
    }
}
