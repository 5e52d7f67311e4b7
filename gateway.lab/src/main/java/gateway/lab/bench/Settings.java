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
 * @param files how many clean files are fetched
 * @param parts which parts of the benchmark of localization
 */
record Settings(List<String> names, int runs, Optional<Path> json, Optional<Path> png, Optional<Path> captures,
                long packets, List<LossyCell> cells, Mutated mutants, int files,
                List<LocalizationPart> parts) {
    /** The interval of fewer pairs says little. */
    static final int RUNS = 10;
    static final long PACKETS = 10_000_000;
    static final int FILES = 10_000;
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
        Asked asked = new Asked();
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            asked.take(words.next(), words);
        }
        return new Settings(List.copyOf(asked.names), asked.runs, asked.json, asked.png, asked.captures, asked.packets,
            asked.cells, new Mutated(asked.inputs, asked.seed), asked.files,
            asked.parts);
    }

    /** What was asked for so far. */
    private static final class Asked {
        private final List<String> names = new ArrayList<>();
        private int runs = RUNS;
        private Optional<Path> json = Optional.empty();
        private Optional<Path> png = Optional.empty();
        private Optional<Path> captures = Optional.empty();
        private long packets = PACKETS;
        private List<LossyCell> cells = LossyCell.all();
        private long inputs = Mutated.TEN_MILLION.inputs();
        private long seed = Mutated.TEN_MILLION.seed();
        private int files = FILES;
        private List<LocalizationPart> parts = List.of(LocalizationPart.values());

        void take(String word, Iterator<String> more) {
            switch (word) {
                case "--runs" -> runs = (int) number(word, more, 1000);
                case "--json" -> json = Optional.of(path(word, more));
                case "--png" -> png = Optional.of(path(word, more));
                case "--captures" -> captures = Optional.of(path(word, more));
                case "--packets" -> packets = number(word, more, MOST);
                case "--cells" -> cells = LossyCell.parse(value(word, more));
                case "--inputs" -> inputs = number(word, more, MOST);
                case "--files" -> files = (int) number(word, more, 1_000_000);
                case "--seed" -> seed = number(word, more, MOST);
                case "--parts" -> parts = LocalizationPart.parse(value(word, more));
                default -> names.add(name(word));
            }
        }

        private static String name(String word) {
            if (word.startsWith("-")) {
                throw new IllegalArgumentException("bench: unknown option " + word);
            }
            return word;
        }
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
