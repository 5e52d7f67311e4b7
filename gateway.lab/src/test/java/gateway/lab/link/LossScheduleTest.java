package gateway.lab.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class LossScheduleTest {
    private static final int PACKETS = 20_000;

    @Test
    void shouldLoseTheSameWhateverGoesOnBeside() {
        LossSchedule alone = new LossSchedule(0.05, 7);
        LossSchedule beside = new LossSchedule(0.05, 7);
        for (int i = 0; i < PACKETS; i++) {
            beside.losesNext(20_001);
            assertEquals(alone.losesNext(20_000), beside.losesNext(20_000));
        }
    }

    @Test
    void shouldLoseAsManyAsAskedFor() {
        assertEquals(0.05 * PACKETS, losses(0.05, 7, 20_000).cardinality(), 0.01 * PACKETS);
        assertEquals(0, losses(0, 7, 20_000).cardinality());
        assertEquals(PACKETS, losses(1, 7, 20_000).cardinality());
    }

    @Test
    void shouldLoseOthersWithAnotherSeedOrPort() {
        assertNotEquals(losses(0.05, 7, 20_000), losses(0.05, 8, 20_000));
        assertNotEquals(losses(0.05, 7, 20_000), losses(0.05, 7, 20_001));
        assertFalse(losses(0.05, 7, 20_000).get(0, 100).equals(losses(0.05, 8, 20_001).get(0, 100)));
    }

    private static BitSet losses(double probability, long seed, int port) {
        LossSchedule schedule = new LossSchedule(probability, seed);
        BitSet lost = new BitSet(PACKETS);
        for (int i = 0; i < PACKETS; i++) {
            lost.set(i, schedule.losesNext(port));
        }
        return lost;
    }
}
