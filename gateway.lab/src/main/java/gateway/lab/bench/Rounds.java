package gateway.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Interleaved measurements: in each round every contestant is measured once, so that what the machine does beside it
 * falls on all alike. The order turns by one from round to round, so that nobody always comes after the same one.
 */
final class Rounds {
    private final int runs;
    private final Progress progress;

    Rounds(int runs, Progress progress) {
        this.runs = runs;
        this.progress = progress;
    }

    /** Measures each contestant {@code runs} times; values in the order of the rounds. */
    <C> Map<C, double[]> measure(String what, List<C> contestants, ToDoubleFunction<C> measurement) {
        Map<C, double[]> values = new LinkedHashMap<>();
        contestants.forEach(contestant -> values.put(contestant, new double[runs]));
        for (int round = 0; round < runs; round++) {
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < contestants.size(); i++) {
                C contestant = contestants.get((i + round) % contestants.size());
                values.get(contestant)[round] = measurement.applyAsDouble(contestant);
            }
            for (double[] line : values.values()) {
                shown.add(Table.number(line[round]));
            }
            progress.say(what + ", round " + (round + 1) + " of " + runs + ": " + String.join(" | ", shown));
        }
        return values;
    }
}
