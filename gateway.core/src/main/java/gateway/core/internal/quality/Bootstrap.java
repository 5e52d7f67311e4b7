package gateway.core.internal.quality;

import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Estimate;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * How sure a comparison of two groups of clients is: the percentile bootstrap for two samples (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapters 8 and 13). Clients are drawn again and again from each group, with what
 * they fetched as a whole, since the bytes of one client have much in common. With very few clients such an interval is
 * too narrow, and is not told.
 */
final class Bootstrap {
    private static final int RESAMPLES = 2000;
    private static final long SEED = 1;
    private static final double TAIL = 0.025;

    private Bootstrap() {
    }

    /** One client: two numbers, such as its bytes from far peers and from all. */
    record Unit(double part, double whole) {
    }

    /** Parts of all over wholes of all. */
    static double ratio(Unit[] units) {
        double part = 0;
        double whole = 0;
        for (Unit each : units) {
            part += each.part;
            whole += each.whole;
        }
        return part / whole;
    }

    /**
     * A statistic of two groups with its interval of 95 %; empty where a group is too small, or where the statistic has
     * no value for one in forty of the samples on either side.
     *
     * @param statistic NaN where it has no value
     */
    static Optional<Estimate> compare(Unit[] one, Unit[] other, BiFunction<Unit[], Unit[], Double> statistic) {
        if (Math.min(one.length, other.length) < LocalizingEffect.LEAST_CLIENTS) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[RESAMPLES];
        Unit[] someOfOne = new Unit[one.length];
        Unit[] someOfOther = new Unit[other.length];
        for (int i = 0; i < RESAMPLES; i++) {
            draw(random, one, someOfOne);
            draw(random, other, someOfOther);
            values[i] = statistic.apply(someOfOne, someOfOther);
        }
        // NaN stands last.
        Arrays.sort(values);
        Estimate estimate = new Estimate(statistic.apply(one, other), values[(int) (RESAMPLES * TAIL)],
            values[(int) (RESAMPLES * (1 - TAIL)) - 1]);
        return Double.isFinite(estimate.value()) && Double.isFinite(estimate.low())
            && Double.isFinite(estimate.high()) ? Optional.of(estimate) : Optional.empty();
    }

    private static void draw(SplittableRandom random, Unit[] from, Unit[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[random.nextInt(from.length)];
        }
    }
}
