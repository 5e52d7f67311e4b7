package gateway.core.internal.watchdog;

import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A thread that goes into bundles and comes back when a test says so. */
final class WhereaboutsScript {
    private final Whereabouts whereabouts = new Whereabouts();
    private final Deque<Optional<BundleCode>> outer = new ArrayDeque<>();

    /** What the watchdog sees of it. */
    Whereabouts whereabouts() {
        return whereabouts;
    }

    /** It goes into a bundle, from another one if it is in one. */
    void enter(BundleCode entry) {
        outer.push(Optional.ofNullable(whereabouts.enter(entry)));
    }

    /** It comes back. */
    void leave() {
        whereabouts.leave(outer.pop().orElse(null));
    }
}
