package gateway.core.internal.watchdog;

import gateway.core.internal.fence.Whereabouts;

/** A loop that has to keep turning, and the bundles that it calls. What it says may be asked by any thread. */
public interface Watched {
    /** How often the loop turned; one that stands still is stuck in somebody's code. */
    long turns();

    /** In which bundle its thread is. */
    Whereabouts whereabouts();

    /** How long its thread was ready to run and had no processor, in nanoseconds; 0 where that is not known. */
    long waitedNanos();
}
