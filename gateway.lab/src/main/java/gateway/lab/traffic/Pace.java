package gateway.lab.traffic;

import java.util.concurrent.locks.LockSupport;

/** An even rhythm: turn {@code n} comes {@code n} intervals after the first. */
final class Pace {
    private final long intervalNanos;
    private long next = System.nanoTime();

    Pace(long intervalMicros) {
        intervalNanos = intervalMicros * 1000;
    }

    /** Waits for the next turn; does not wait where it is late. */
    void await() {
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        next += intervalNanos;
    }
}
