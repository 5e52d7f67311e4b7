package gateway.console.page;

import gateway.console.security.Visitor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the log who looked at content. A page that asks every two seconds is one look, as long as it goes on
 * asking for the same.
 */
final class Looks {
    /** A look that was not repeated for so long has ended. */
    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    /** More than administrators have open at a time; at that bound all begin anew. */
    private static final int MAX_OPEN = 1000;

    private final Map<Look, Long> newest = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;

    private record Look(String user, String what) {
    }

    Looks() {
        this(System::nanoTime);
    }

    /** @param nanoClock as {@link System#nanoTime} */
    Looks(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Somebody is shown content.
     *
     * @param what was asked for, in words
     * @return whether it was recorded: whether it is not the same look as before
     */
    boolean at(Visitor visitor, String what) {
        long now = nanoClock.getAsLong();
        if (newest.size() >= MAX_OPEN) {
            newest.clear();
        }
        Long before = newest.put(new Look(visitor.user(), what), now);
        boolean begins = before == null || now - before > PAUSE.toNanos();
        if (begins) {
            LOG.info("{} looks at names of files: {}", visitor.user(), WireText.shown(what));
        }
        return begins;
    }
}
