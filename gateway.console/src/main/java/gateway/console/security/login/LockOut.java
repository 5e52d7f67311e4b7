package gateway.console.security.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down those who guess passwords. Failures are counted under keys (an address, a user, a known browser); after a
 * few, a key has to wait, and each further failure doubles the wait up to a quarter of an hour. A success, or a day
 * without failure, forgets. The table is bounded; what was longest without a failure goes first. Any thread.
 */
public final class LockOut {
    static final int KEYS = 10_000;
    private static final long FIRST_WAIT_MILLIS = 10_000;
    private static final long LONGEST_WAIT_MILLIS = 15 * 60_000;
    private static final long FORGET_MILLIS = 24 * 3_600_000;
    private static final int DOUBLINGS = 10;

    private final LongSupplier clock;
    private final Map<String, Failures> table = new LinkedHashMap<>();

    /** Measures time by {@code clock}, in milliseconds. */
    public LockOut(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Something that failures are counted under.
     *
     * @param name what it is, unlike all others
     * @param free how many failures cost nothing
     */
    record Key(String name, int free) {
    }

    private record Failures(int count, long last, long until) {
    }

    /** Milliseconds until somebody with these keys may try again; 0 if now. */
    public synchronized long waitMillis(List<Key> keys) {
        long now = clock.getAsLong();
        long longest = 0;
        for (Key key : keys) {
            Failures failures = table.get(key.name());
            if (failures != null && now - failures.last() < FORGET_MILLIS) {
                longest = Math.max(longest, failures.until() - now);
            }
        }
        return longest;
    }

    /** Counts a failure; says whether it begins a wait. */
    public synchronized boolean fail(List<Key> keys) {
        long now = clock.getAsLong();
        boolean waits = false;
        for (Key key : keys) {
            Failures before = table.remove(key.name());
            int count = before == null || now - before.last() >= FORGET_MILLIS ? 1 : before.count() + 1;
            long wait = wait(count - key.free());
            waits |= wait > 0;
            table.put(key.name(), new Failures(count, now, now + wait));
        }
        while (table.size() > KEYS) {
            table.remove(table.keySet().iterator().next());
        }
        return waits;
    }

    /** Forgets the failures under these keys. */
    public synchronized void succeed(List<Key> keys) {
        keys.forEach(key -> table.remove(key.name()));
    }

    private static long wait(int beyond) {
        return beyond < 0 ? 0 : Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(beyond, DOUBLINGS));
    }
}
