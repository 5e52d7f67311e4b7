package gateway.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void shouldTakeTheMiddle() {
        assertEquals(3, Bootstrap.medianOf(new double[] {9, 1, 3}));
        assertEquals(2.5, Bootstrap.medianOf(new double[] {4, 1, 2, 3}));
    }

    @Test
    void shouldBeSureOfEqualValues() {
        assertEquals(new Bootstrap.Interval(7, 7, 7), Bootstrap.median(new double[] {7, 7, 7, 7, 7}));
    }

    @Test
    void shouldEncloseTheMedianOfMostSamples() {
        // Of 200 samples from a known distribution, the interval is to hold its median in about 95 of 100.
        SplittableRandom random = new SplittableRandom(42);
        int held = 0;
        for (int sample = 0; sample < 200; sample++) {
            double[] values = random.doubles(15).toArray();
            Bootstrap.Interval interval = Bootstrap.median(values);
            held += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
        }
        assertTrue(held >= 176 && held <= 199, "held " + held + " of 200");
    }
}
