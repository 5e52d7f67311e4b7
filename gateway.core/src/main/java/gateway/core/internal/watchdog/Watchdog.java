package gateway.core.internal.watchdog;

import gateway.core.internal.watchdog.Judge.Stall;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that every worker's loop turns. Time counts only while the watchdog itself is on time: where the whole process
 * stood still, stopped, in a pause of the garbage collector or with the machine asleep, no bundle is to blame.
 */
public final class Watchdog implements AutoCloseable {
    /** How long a loop may stand still in one call of a bundle. */
    public static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** The same while its thread gets from call to call, or is in no bundle at all. */
    public static final long LONG_STALL_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** How often is looked. */
    static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    /** No more than this counts between two looks. */
    private static final long MOST_NANOS = 2 * LOOK_NANOS;
    private static final int STOP_MILLIS = 5000;
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Supplier<? extends List<? extends Watched>> loops;
    private final LongSupplier nanoClock;
    private final Judge judge;
    private final Thread thread = new Thread(this::run, "watchdog");
    private Map<Watched, Watch> watches = new IdentityHashMap<>();
    private long lastLook;
    private volatile boolean wanted = true;

    /**
     * A watchdog that does not look yet.
     *
     * @param loops those that are to be watched now
     * @param nanoClock as {@link System#nanoTime}
     */
    public Watchdog(Supplier<? extends List<? extends Watched>> loops, LongSupplier nanoClock, Judge judge) {
        this.loops = loops;
        this.nanoClock = nanoClock;
        this.judge = judge;
        this.lastLook = nanoClock.getAsLong();
        thread.setDaemon(true);
    }

    /** Looks from now on, on a thread of its own. */
    public void start() {
        thread.start();
    }

    /** Looks no more; when this returns, the judge is not told of anything any more. */
    @Override
    public void close() {
        wanted = false;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        lastLook = nanoClock.getAsLong();
        while (wanted) {
            LockSupport.parkNanos(LOOK_NANOS);
            try {
                look();
            } catch (RuntimeException | Error unexpected) {
                LOG.error("the watchdog met an error and goes on", unexpected);
            }
        }
    }

    /** One look at everything. */
    void look() {
        long now = nanoClock.getAsLong();
        long passed = Math.min(now - lastLook, MOST_NANOS);
        lastLook = now;
        Map<Watched, Watch> seen = new IdentityHashMap<>();
        List<Stall> stalls = new ArrayList<>();
        for (Watched loop : loops.get()) {
            Watch watch = watches.getOrDefault(loop, new Watch(loop));
            seen.put(loop, watch);
            watch.look(passed, stalls, judge);
        }
        watches = seen;
        if (!stalls.isEmpty()) {
            judge.onStalls(stalls);
            lastLook = nanoClock.getAsLong();
        }
    }
}
