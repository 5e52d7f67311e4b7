package gateway.core.internal.watchdog;

import gateway.core.internal.fence.BundleCode;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Finds the bundle that lets a loop turn but takes absurd time for it. The time between two looks is charged to the
 * bundle that the thread is in at the second one, and the calls that were made meanwhile with it. Where a bundle's
 * calls take microseconds there are thousands of them; where there are only a few, they take long.
 */
final class SlowCalls {
    /** What counts together. */
    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** A bundle that was charged with less of a window than this is none of our business. */
    static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A call that takes longer than this, on average over what was charged, is absurd: a hundred times the usual. */
    static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Map<Object, Charge> charges = new IdentityHashMap<>();
    private long window;
    private long lastCalls;

    private static final class Charge {
        private long nanos;
        private long calls;
        private boolean told;

        private boolean absurd() {
            return nanos >= LEAST_NANOS && nanos / (calls + 1) >= CALL_NANOS;
        }
    }

    void look(BundleCode inside, long calls, long passed, Judge judge) {
        window += passed;
        if (window > WINDOW_NANOS) {
            window = 0;
            charges.clear();
        }
        if (inside != null) {
            Charge charge = charges.computeIfAbsent(inside.service(), first -> new Charge());
            charge.nanos += passed;
            charge.calls += calls - lastCalls;
            if (charge.absurd() && !charge.told) {
                charge.told = true;
                judge.onSlow(inside, words(charge));
            }
        }
        lastCalls = calls;
    }

    private static String words(Charge charge) {
        return String.format(Locale.ROOT, "it took %.1f s of the last %d s, some %d ms a call",
            charge.nanos / 1e9, TimeUnit.NANOSECONDS.toSeconds(WINDOW_NANOS),
            TimeUnit.NANOSECONDS.toMillis(charge.nanos / (charge.calls + 1)));
    }
}
