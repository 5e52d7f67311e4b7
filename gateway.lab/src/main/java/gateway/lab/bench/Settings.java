package gateway.lab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param names the benchmarks, none for all
 * @param runs how many rounds
 * @param json where the results go as JSON
 * @param png where the charts go
 * @param captures where capture files are, for the benchmarks that want some
 * @param packets how many packets the looped captures have
 * @param cells qualities of the link for the benchmark of lossy links
 * @param mutants which mutated inputs
 */
record Settings(List<String> names, int runs, Optional<Path> json, Optional<Path> png, Optional<Path> captures,
                long packets, List<LossyCell> cells, Mutated mutants) {
    /** The interval of fewer pairs says little. */
    static final int RUNS = 10;
    static final long PACKETS = 10_000_000;
    private static final long MOST = 1_000_000_000;

    /**
     * Mutated inputs.
     *
     * @param inputs how many, over all protocols
     * @param seed the number of the first flow of each protocol
     */
    record Mutated(long inputs, long seed) {
        static final Mutated TEN_MILLION = new Mutated(10_000_000, 1);
    }

    /**
     * Reads the arguments of the sub-command.
     *
     * @throws IllegalArgumentException if they are wrong
     */
    static Settings parse(List<String> arguments) {
        Settings settings = new Settings(List.of(), RUNS, Optional.empty(), Optional.empty(), Optional.empty(),
            PACKETS, LossyCell.all(), Mutated.TEN_MILLION);
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            settings = settings.with(words.next(), words);
        }
        return settings;
    }

    private Settings with(String word, Iterator<String> more) {
        return switch (word) {
            case "--runs" -> new Settings(names, (int) number(word, more, 1000), json, png, captures, packets, cells,
                mutants);
            case "--json" -> new Settings(names, runs, Optional.of(path(word, more)), png, captures, packets, cells,
                mutants);
            case "--png" -> new Settings(names, runs, json, Optional.of(path(word, more)), captures, packets, cells,
                mutants);
            case "--captures" -> new Settings(names, runs, json, png, Optional.of(path(word, more)), packets, cells,
                mutants);
            case "--packets" -> new Settings(names, runs, json, png, captures, number(word, more, MOST), cells,
                mutants);
            case "--cells" -> new Settings(names, runs, json, png, captures, packets,
                LossyCell.parse(value(word, more)), mutants);
            case "--inputs" -> with(new Mutated(number(word, more, MOST), mutants.seed()));
            case "--seed" -> with(new Mutated(mutants.inputs(), number(word, more, MOST)));
            default -> withName(word);
        };
    }

    private Settings with(Mutated others) {
        return new Settings(names, runs, json, png, captures, packets, cells, others);
    }

    private Settings withName(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("bench: unknown option " + word);
        }
        List<String> more = new ArrayList<>(names);
        more.add(word);
        return new Settings(List.copyOf(more), runs, json, png, captures, packets, cells, mutants);
    }

    private static long number(String option, Iterator<String> words, long most) {
        String word = value(option, words);
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) < 1 || Long.parseLong(word) > most) {
            throw new IllegalArgumentException("bench: " + option + " takes a number from 1 to " + most);
        }
        return Long.parseLong(word);
    }

    private static Path path(String option, Iterator<String> words) {
        return Path.of(value(option, words)).toAbsolutePath();
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException("bench: " + option + " needs a value");
        }
        return words.next();
    }
}
