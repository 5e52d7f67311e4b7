package gateway.scanner.daemon;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When a clamd of ours that ended is started again. {@link #count} on any thread, the rest on the watching one. */
final class Restarts {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;
    private static final int HOPELESS = 3;

    private final LongSupplier clock;
    private volatile long starts;
    private int failures;
    private long dueNanos;

    Restarts(LongSupplier clock) {
        this.clock = clock;
        dueNanos = clock.getAsLong();
    }

    /** It serves: whatever happens next has nothing to do with what was. */
    void forgive() {
        failures = 0;
        dueNanos = clock.getAsLong();
    }

    /** It ended, or could not be started. The first start after it served is at once. */
    void failed() {
        long pause = failures == 0 ? 0 : Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
        failures++;
        dueNanos = clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(pause);
    }

    /** Whether it failed so often in a row that nobody should wait for it. */
    boolean hopeless() {
        return failures >= HOPELESS;
    }

    boolean due() {
        return clock.getAsLong() - dueNanos >= 0;
    }

    void started() {
        starts = starts + 1;
    }

    /** How often it was started again. */
    long count() {
        return Math.max(0, starts - 1);
    }
}
