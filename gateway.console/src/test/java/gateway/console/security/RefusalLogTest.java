package gateway.console.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private long now;

    @Test
    void shouldNotBeFilledByStrangers() {
        RefusalLog log = new RefusalLog(() -> now);
        for (int left = RefusalLog.LINES; left > 0; left--) {
            assertEquals(left, log.room());
        }
        assertEquals(0, log.room());
        assertEquals(0, log.room());
        now += 60_000;
        assertEquals(RefusalLog.LINES, log.room());
    }
}
