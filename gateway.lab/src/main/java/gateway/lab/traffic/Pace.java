package gateway.lab.traffic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** An even rhythm: turn {@code n} comes {@code n} intervals after the first. */
final class Pace {
    private static final int SIGNAL_MILLIS = 5;

    private final long intervalNanos;
    private long next = System.nanoTime();

    Pace(long intervalMicros) {
        intervalNanos = intervalMicros * 1000;
    }

    /** Waits until another process has made a file, before the first turn. */
    static void awaitSignal(String file) throws InterruptedException {
        Path signal = Path.of(file);
        while (!Files.exists(signal)) {
            Thread.sleep(SIGNAL_MILLIS);
        }
    }

    /** Waits for the next turn; does not wait where it is late. */
    void await() {
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        next += intervalNanos;
    }
}
