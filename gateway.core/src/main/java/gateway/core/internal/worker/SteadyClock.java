package gateway.core.internal.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that never go back: the time of day when it is made, and from there on whatever is done to
 * the machine's clock. Any thread.
 */
public final class SteadyClock implements LongSupplier {
    private final long epochMillis = System.currentTimeMillis();
    private final long began = System.nanoTime();

    @Override
    public long getAsLong() {
        return epochMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
