package gateway.core.internal.fence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * In which bundle a worker's thread is, and how often it went into any. Its fence writes it at every call, at the
 * price of writes to plain fields; the watchdog looks now and then. It is also where the watchdog tells the thread
 * that it was given up: on its way out of the bundle the thread then ends, before it touches anything.
 */
public final class Whereabouts {
    private static final VarHandle INSIDE;
    private static final VarHandle OUTERMOST;
    private static final VarHandle CALLS;

    static {
        try {
            INSIDE = MethodHandles.lookup().findVarHandle(Whereabouts.class, "inside", BundleCode.class);
            OUTERMOST = MethodHandles.lookup().findVarHandle(Whereabouts.class, "outermost", BundleCode.class);
            CALLS = MethodHandles.lookup().findVarHandle(Whereabouts.class, "calls", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private BundleCode inside;
    private BundleCode outermost;
    private long calls;
    private volatile boolean abandoned;

    /** The thread goes into a bundle; returns the one that it was in, which called back into core. */
    public BundleCode enter(BundleCode entry) {
        BundleCode outer = inside;
        INSIDE.setOpaque(this, entry);
        if (outer == null) {
            OUTERMOST.setOpaque(this, entry);
            CALLS.setOpaque(this, calls + 1);
        }
        return outer;
    }

    /** The thread came back, to where {@link #enter} said that it had been. */
    public void leave(BundleCode outer) {
        INSIDE.setOpaque(this, outer);
        if (outer == null) {
            // What a bundle leaves behind must not keep it in memory once it is gone.
            OUTERMOST.setOpaque(this, null);
        }
        check();
    }

    /** Ends the thread if it was given up; asked wherever a bundle comes back or calls. */
    public void check() {
        if (abandoned) {
            throw new Abandoned();
        }
    }

    /** The thread is to do nothing more but end, as soon as the bundle lets go of it; any thread. */
    public void abandon() {
        abandoned = true;
    }

    /** Whether the thread was given up; any thread. */
    public boolean abandoned() {
        return abandoned;
    }

    /** The bundle that the thread is in now; null if it is in none. Any thread. */
    public BundleCode inside() {
        return (BundleCode) INSIDE.getOpaque(this);
    }

    /** The bundle that the worker called, and that may have called back into another one; null if none. Any thread. */
    public BundleCode outermost() {
        return (BundleCode) OUTERMOST.getOpaque(this);
    }

    /** How often the worker went into any bundle, calls within calls not counted; any thread. */
    public long calls() {
        return (long) CALLS.getOpaque(this);
    }

    /** Unwinds the stack of a thread that was given up, through the frames of bundles too. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("the worker was given up", null, false, false);
        }
    }
}
