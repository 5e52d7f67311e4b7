package gateway.lab.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The median of a sample and its 95 % interval by the percentile bootstrap (Efron 1979). */
final class Bootstrap {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 1;
    private static final double TAIL = 0.025;

    private Bootstrap() {
    }

    /** A median and the interval around it. */
    record Interval(double median, double low, double high) {
    }

    /** The median with its interval; the same sample gives the same interval. */
    static Interval median(double[] sample) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians = new double[RESAMPLES];
        double[] resample = new double[sample.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < resample.length; j++) {
                resample[j] = sample[random.nextInt(sample.length)];
            }
            medians[i] = medianOf(resample);
        }
        Arrays.sort(medians);
        return new Interval(medianOf(sample), medians[(int) (RESAMPLES * TAIL)],
            medians[(int) (RESAMPLES * (1 - TAIL)) - 1]);
    }

    /** The middle value; the mean of the two middle ones of an even sample. */
    static double medianOf(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
