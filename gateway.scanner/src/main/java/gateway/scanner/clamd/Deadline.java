package gateway.scanner.clamd;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A moment until which something may take.
 *
 * @param clock nanoseconds, from any beginning
 * @param atNanos the moment, on that clock
 */
public record Deadline(LongSupplier clock, long atNanos) {
    /** That many milliseconds from now. */
    public static Deadline in(long millis, LongSupplier clock) {
        return new Deadline(clock, clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** How many milliseconds are left, rounded up; 0 or less once it has passed. */
    public long leftMillis() {
        long left = atNanos - clock.getAsLong();
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }
}
