package gateway.core.internal.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyTest {
    private final Latency latency = new Latency();

    @Test
    void shouldKnowNothingWithoutPackets() {
        assertEquals(0, latency.quantile(0.5));
        assertEquals(0, latency.packets());
    }

    @Test
    void shouldPutTimesIntoTheBucketThatReachesThem() {
        latency.add(0, 1);
        latency.add(1, 1);
        latency.add(2, 1);
        latency.add(1024, 1);
        latency.add(1025, 1);
        latency.add(Long.MAX_VALUE, 1);

        assertEquals(2, latency.packets(0));
        assertEquals(1, latency.packets(1));
        assertEquals(1, latency.packets(10));
        assertEquals(1, latency.packets(11));
        assertEquals(1, latency.packets(Latency.BUCKETS - 1));
        assertEquals(6, latency.packets());
    }

    @Test
    void shouldTellQuantilesWithinTheirBucket() {
        latency.add(900, 98);
        latency.add(60_000, 2);

        double median = latency.quantile(0.5);
        double late = latency.quantile(0.99);
        assertTrue(median > 512 && median <= 1024, "median " + median);
        assertTrue(late > 32_768 && late <= 65_536, "99 % " + late);
        assertEquals(900 * 98 + 60_000 * 2, latency.nanos());
    }

    @Test
    void shouldTellWhatCameSince() {
        latency.add(1000, 10);
        Latency earlier = latency.copy();
        latency.add(1_000_000, 1);

        Latency more = latency.since(earlier);
        assertEquals(1, more.packets());
        assertEquals(1_000_000, more.nanos());
        assertTrue(more.quantile(0.5) > 500_000);
    }
}
