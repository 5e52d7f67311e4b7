package gateway.testkit;

import java.util.function.LongSupplier;

/** A clock that is turned by hand. */
public final class ManualClock {
    private long nanos;
    private final long epochMillis;

    /** A clock that shows this time, in milliseconds since 1970. */
    public ManualClock(long epochMillis) {
        this.epochMillis = epochMillis;
    }

    /** Lets time pass. */
    public void advanceMillis(long millis) {
        nanos = Math.addExact(nanos, Math.multiplyExact(millis, 1_000_000L));
    }

    /** The time in milliseconds since 1970. */
    public LongSupplier millis() {
        return () -> epochMillis + nanos / 1_000_000L;
    }

    /** Nanoseconds since the clock was made. */
    public LongSupplier nanos() {
        return () -> nanos;
    }
}
