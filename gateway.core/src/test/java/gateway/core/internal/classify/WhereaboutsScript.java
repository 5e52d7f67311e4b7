package gateway.core.internal.classify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A thread that goes into bundles and comes back when a test says so. */
public final class WhereaboutsScript {
    private final Whereabouts whereabouts = new Whereabouts();
    private final Deque<Optional<ParserEntry>> outer = new ArrayDeque<>();

    /** What the watchdog sees of it. */
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /** It goes into a bundle, from another one if it is in one. */
    public void enter(ParserEntry entry) {
        outer.push(Optional.ofNullable(whereabouts.enter(entry)));
    }

    /** It comes back. */
    public void leave() {
        whereabouts.leave(outer.pop().orElse(null));
    }
}
