package gateway.core.internal.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.LocalizingEffect.Estimate;
import gateway.core.internal.quality.Bootstrap.Unit;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final BiFunction<Unit[], Unit[], Double> CHANGE =
        (one, other) -> Bootstrap.ratio(one) / Bootstrap.ratio(other) - 1;

    private static Unit[] rates(SplittableRandom random, int many, double mean) {
        return IntStream.range(0, many).mapToObj(i -> new Unit(mean * random.nextDouble(0.2, 1.8), 1))
            .toArray(Unit[]::new);
    }

    @Test
    void shouldEncloseTheTruthInAboutNineteenOfTwenty() {
        SplittableRandom random = new SplittableRandom(5);
        int held = 0;
        for (int i = 0; i < 200; i++) {
            Estimate change = Bootstrap.compare(rates(random, 25, 80), rates(random, 15, 100), CHANGE).orElseThrow();
            held += change.low() <= -0.2 && -0.2 <= change.high() ? 1 : 0;
        }
        assertTrue(held >= 176 && held <= 199, "held " + held + " of 200");
    }

    @Test
    void shouldBeSureOfEqualClients() {
        Unit[] slow = IntStream.range(0, 9).mapToObj(i -> new Unit(5, 10)).toArray(Unit[]::new);
        Unit[] fast = IntStream.range(0, 9).mapToObj(i -> new Unit(10, 10)).toArray(Unit[]::new);
        assertEquals(Optional.of(new Estimate(-0.5, -0.5, -0.5)), Bootstrap.compare(slow, fast, CHANGE));
    }

    @Test
    void shouldSayNothingWhereThereIsNothingToCompareWith() {
        SplittableRandom random = new SplittableRandom(5);
        assertEquals(Optional.empty(), Bootstrap.compare(rates(random, 7, 1), rates(random, 100, 1), CHANGE));
        assertEquals(Optional.empty(), Bootstrap.compare(rates(random, 100, 1), rates(random, 100, 0), CHANGE));
    }
}
