package gateway.console.security.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockOutTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final List<LockOut.Key> ADDRESS = List.of(new LockOut.Key("address", 5));

    private long now = -5; // a monotonic clock may begin anywhere
    private final LockOut lockOut = new LockOut(() -> now);

    @Test
    void shouldLetTheFirstFailuresPass() {
        for (int i = 0; i < 4; i++) {
            assertFalse(lockOut.fail(ADDRESS));
        }
        assertEquals(0, lockOut.waitMillis(ADDRESS));
        assertTrue(lockOut.fail(ADDRESS));
        assertEquals(10_000, lockOut.waitMillis(ADDRESS));
    }

    @Test
    void shouldDoubleTheWaitUpToAQuarterOfAnHour() {
        fail(5);
        long before = lockOut.waitMillis(ADDRESS);
        for (int i = 0; i < 40; i++) {
            now += before;
            assertEquals(0, lockOut.waitMillis(ADDRESS));
            lockOut.fail(ADDRESS);
            long wait = lockOut.waitMillis(ADDRESS);
            assertEquals(Math.min(2 * before, 15 * MINUTE), wait);
            before = wait;
        }
    }

    @Test
    void shouldForgetAfterASuccessAndAfterADay() {
        fail(9);
        lockOut.succeed(ADDRESS);
        assertEquals(0, lockOut.waitMillis(ADDRESS));
        fail(9);
        now += DAY;
        assertFalse(lockOut.fail(ADDRESS));
    }

    @Test
    void shouldKeepApartWhatHasNothingToDoWithEachOther() {
        fail(9);
        assertEquals(0, lockOut.waitMillis(List.of(new LockOut.Key("other", 5))));
        assertTrue(lockOut.waitMillis(List.of(new LockOut.Key("other", 5), ADDRESS.get(0))) > 0);
    }

    @Test
    void shouldStayBoundedAndForgetTheOldestFirst() {
        fail(9);
        for (int i = 0; i < LockOut.KEYS - 1; i++) {
            lockOut.fail(List.of(new LockOut.Key("flood " + i, 5)));
        }
        assertTrue(lockOut.waitMillis(ADDRESS) > 0);
        lockOut.fail(List.of(new LockOut.Key("one more", 5)));
        assertEquals(0, lockOut.waitMillis(ADDRESS));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            lockOut.fail(ADDRESS);
        }
    }
}
