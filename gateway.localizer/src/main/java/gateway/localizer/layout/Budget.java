package gateway.localizer.layout;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many payloads are looked at in a second: so many of an application, of these so many of about one length, since
 * lists are few among the parts of a video, which are all of one length. Lock-free, any thread; counts that threads
 * take at once may be off by a few.
 */
final class Budget {
    static final int PER_SECOND = 64;
    static final int OF_A_LENGTH = 8;
    /** Further applications are not learnt from. */
    static final int MOST_APPLICATIONS = 64;
    private static final int LENGTHS = 32;
    private static final int WIDTH = Layout.MOST_BYTES / LENGTHS;
    private static final long SECOND_MILLIS = 1000;

    private final ConcurrentHashMap<String, Spent> applications = new ConcurrentHashMap<>();

    /** What was spent in the second that begins at a time. */
    private static final class Spent {
        private final AtomicLong since = new AtomicLong(Long.MIN_VALUE);
        /** By length; the last is the sum. */
        private final AtomicIntegerArray counts = new AtomicIntegerArray(LENGTHS + 1);

        boolean take(int length, long nowMillis) {
            long began = since.get();
            boolean over = began == Long.MIN_VALUE || nowMillis - began >= SECOND_MILLIS;
            if (over && since.compareAndSet(began, nowMillis)) {
                for (int i = 0; i <= LENGTHS; i++) {
                    counts.set(i, 0);
                }
            }
            int slot = Math.min(LENGTHS - 1, length / WIDTH);
            if (counts.get(slot) >= OF_A_LENGTH || counts.get(LENGTHS) >= PER_SECOND) {
                return false;
            }
            counts.incrementAndGet(slot);
            counts.incrementAndGet(LENGTHS);
            return true;
        }
    }

    /** Whether one more payload of a length may be looked at. */
    boolean take(String application, int length, long nowMillis) {
        Spent spent = applications.get(application);
        if (spent == null) {
            if (applications.size() >= MOST_APPLICATIONS) {
                return false;
            }
            spent = applications.computeIfAbsent(application, none -> new Spent());
        }
        return spent.take(length, nowMillis);
    }
}
