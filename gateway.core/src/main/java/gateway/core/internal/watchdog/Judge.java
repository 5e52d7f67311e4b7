package gateway.core.internal.watchdog;

import gateway.core.internal.fence.BundleCode;
import java.util.List;

/** Who is told what the watchdog saw, on the watchdog's thread. Nothing is watched until the call returns. */
public interface Judge {
    /**
     * These loops stand still.
     *
     * @param stalls one for each, never empty; the same loop is not told of again unless it turned meanwhile
     */
    void onStalls(List<Stall> stalls);

    /**
     * A bundle turns, but takes far too long for it.
     *
     * @param reason what was measured, in a sentence
     */
    void onSlow(BundleCode bundle, String reason);

    /**
     * A loop that stands still.
     *
     * @param loop which one
     * @param culprit the bundle that keeps its thread; null where none does
     * @param turns how often it had turned until then
     * @param millis for how long it stands
     */
    record Stall(Watched loop, BundleCode culprit, long turns, long millis) {
        /** Whether the loop has turned since. */
        public boolean isOver() {
            return loop.turns() != turns;
        }
    }
}
