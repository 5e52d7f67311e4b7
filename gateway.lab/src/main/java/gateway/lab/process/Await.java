package gateway.lab.process;

import gateway.lab.LabException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something that another process does. */
public final class Await {
    private static final Duration STEP = Duration.ofMillis(50);

    private Await() {
    }

    /** Waits until the condition holds; false if it does not within {@code limit}. */
    public static boolean holds(Duration limit, BooleanSupplier condition) {
        return holds(limit, STEP, condition);
    }

    /** The same, looking every {@code step}. */
    public static boolean holds(Duration limit, Duration step, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            pause(step);
        }
        return true;
    }

    /** Waits until the condition holds. */
    public static void until(Duration limit, String what, BooleanSupplier condition) {
        if (!holds(limit, condition)) {
            throw new LabException(what + ": not within " + limit.toSeconds() + " s");
        }
    }

    /** Lets time pass. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }
}
