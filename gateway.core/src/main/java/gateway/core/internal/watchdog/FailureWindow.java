package gateway.core.internal.watchdog;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts what plug-ins throw on one thread, and says when it is too much. That thread. */
public final class FailureWindow {
    /** A plug-in that throws so often within {@link #WINDOW_NANOS} on one thread is put out. */
    public static final int MOST_FAILURES = 100;
    /** What counts together. */
    public static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Plug-ins come and go; what was counted for old ones need not be kept. */
    private static final int MOST_KEPT = 128;

    private final Map<Object, Count> counts = new IdentityHashMap<>();

    private static final class Count {
        private long began;
        private int failures;
    }

    /** Counts one more; true where it is the one too many, once a window. */
    public boolean onFailure(Object plugIn, long nowNanos) {
        if (counts.size() >= MOST_KEPT) {
            counts.clear();
        }
        Count count = counts.computeIfAbsent(plugIn, first -> new Count());
        if (count.failures == 0 || nowNanos - count.began > WINDOW_NANOS) {
            count.began = nowNanos;
            count.failures = 0;
        }
        return ++count.failures == MOST_FAILURES;
    }

    /** Why it was put out, in a sentence. */
    public static String words(Throwable last) {
        return "it failed " + MOST_FAILURES + " times within " + TimeUnit.NANOSECONDS.toSeconds(WINDOW_NANOS)
            + " s, the last time with " + last.getClass().getName();
    }
}
