package gateway.localizer.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTimesTest {
    private static final long HOUR = 3_600_000;

    private final RoundTripTimes times = new RoundTripTimes(64, 5);
    private final ManualClock clock = new ManualClock(1_000_000);

    @Test
    void shouldFollowShorterTimesAtOnceAndLongerOnesSlowly() {
        tell(1, 80_000);
        assertEquals(80_000, micros(1));
        tell(1, 160_000);
        assertEquals(90_000, micros(1));
        tell(1, 20_000);
        assertEquals(20_000, micros(1));
        assertEquals(-1, micros(2));
    }

    @Test
    void shouldForgetAfterAnHour() {
        tell(1, 80_000);
        clock.advanceMillis(HOUR - 1);
        assertEquals(80_000, micros(1));
        clock.advanceMillis(1);
        assertEquals(-1, micros(1));
        tell(1, 160_000);
        assertEquals(160_000, micros(1), "what was known before is forgotten");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 10_000_001, Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldNotBelieveTimesThatNoNetworkTakes(long micros) {
        tell(1, micros);
        assertEquals(-1, micros(1));
    }

    @Test
    void shouldStayWithinItsBoundAndKeepTheNewest() {
        for (int peer = 0; peer < 10_000; peer++) {
            clock.advanceMillis(1);
            tell(peer, 1000 + peer);
        }
        int known = 0;
        for (int peer = 0; peer < 10_000; peer++) {
            long micros = micros(peer);
            assertTrue(micros == -1 || micros == 1000 + peer);
            known += micros < 0 ? 0 : 1;
        }
        assertEquals(64, known);
        assertEquals(10_999, micros(9_999));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "1,-39", "100000,0", "50000,-20", "200000,40", "9999999,40"})
    void shouldWeighATimeWithinBounds(long micros, int weight) {
        assertEquals(weight, RoundTripTimes.weight(micros));
    }

    private void tell(long peer, long micros) {
        times.tell(0, peer, micros, clock.millis().getAsLong());
    }

    private long micros(long peer) {
        return times.micros(0, peer, clock.millis().getAsLong());
    }
}
