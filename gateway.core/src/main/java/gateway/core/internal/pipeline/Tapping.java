package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.core.internal.kernel.Marks;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contents that are wanted for the records and for nothing else: the kernel forwards them, and copies of them are read.
 * One worker thread.
 */
final class Tapping {
    private static final Logger LOG = LoggerFactory.getLogger(Tapping.class);
    /** Where no copy of so many flows was seen, there are none: what leaves is not what was forwarded. */
    private static final int MOST_UNSEEN = 8;
    /** Copies wake nobody. */
    private static final int WAIT_MILLIS = 1;
    /** For so long after the last one there may be more of them. */
    private static final int ACTIVE_MILLIS = 500;

    private final BooleanSupplier listening;
    private final int worker;
    private final Counters counters;
    private long activeUntilMillis;
    private int unseen;

    /**
     * @param listening whether copies come at all
     * @param worker whose copies they are
     */
    Tapping(BooleanSupplier listening, int worker, Counters counters) {
        this.listening = listening;
        this.worker = worker;
        this.counters = counters;
    }

    /** Whether copies of what a flow's server sends can be read: not where its address is another one outside. */
    boolean isPossible(ManagedFlow flow) {
        return unseen < MOST_UNSEEN && flow.inside() != Side.SERVER && listening.getAsBoolean();
    }

    /** The class of marks that has the kernel show copies. */
    int markClass() {
        return Marks.readTapped(worker);
    }

    /** Contents of a flow are the kernel's now. */
    void begin(ReadFlow read, long nowMillis) {
        end(read);
        read.tapped = true;
        activeUntilMillis = nowMillis + ACTIVE_MILLIS;
    }

    /** Copies showed so many bytes of a flow. */
    void onRead(ReadFlow read, long bytes, long nowMillis) {
        counters.tappedBytes += bytes;
        read.copySeen = true;
        unseen = 0;
        activeUntilMillis = nowMillis + ACTIVE_MILLIS;
    }

    /** A flow's contents are over. */
    void end(ReadFlow read) {
        if (read.tapped && !read.copySeen && ++unseen == MOST_UNSEEN) {
            LOG.warn("of {} connections in a row no copy of what the kernel forwarded was seen, and their records lack"
                + " it; from now on contents for the records are read through the queue", MOST_UNSEEN);
        }
        read.tapped = false;
        read.copySeen = false;
    }

    /** How long nobody has to look for copies, at most {@code otherwise} milliseconds. */
    int waitMillis(long nowMillis, int otherwise) {
        return nowMillis < activeUntilMillis ? Math.min(WAIT_MILLIS, otherwise) : otherwise;
    }
}
