package gateway.core.internal.watchdog;

import gateway.api.protocol.ProtocolParser;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts what bundles throw on one worker, and says when it is too much. That worker's thread. */
public final class FailureWindow {
    /** A bundle that throws so often within {@link #WINDOW_NANOS} on one worker is put out. */
    public static final int MOST_FAILURES = 100;
    /** What counts together. */
    public static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Parsers come and go with their bundles; what was counted for old ones need not be kept. */
    private static final int MOST_PARSERS = 128;

    private final Map<ProtocolParser, Count> counts = new IdentityHashMap<>();

    private static final class Count {
        private long began;
        private int failures;
    }

    /** Counts one more; true where it is the one too many, once a window. */
    public boolean onFailure(ProtocolParser parser, long nowNanos) {
        if (counts.size() >= MOST_PARSERS) {
            counts.clear();
        }
        Count count = counts.computeIfAbsent(parser, first -> new Count());
        if (count.failures == 0 || nowNanos - count.began > WINDOW_NANOS) {
            count.began = nowNanos;
            count.failures = 0;
        }
        return ++count.failures == MOST_FAILURES;
    }
}
