package gateway.auditor;

import java.nio.file.Path;

/**
 * Where records go.
 *
 * @param file the file that is written
 * @param maxBytes how large it may become
 * @param maxFiles how many files there may be, this one included
 */
record Placement(Path file, long maxBytes, int maxFiles) {
    private static final String NAME = "events.jsonl";
    private static final long MEGABYTE = 1_000_000;

    /** One file without a bound: what {@code replay --events} asks for. */
    static Placement only(Path file) {
        return new Placement(file, Long.MAX_VALUE, 1);
    }

    /** Where records go when the configuration makes no sense; the same as when there is none. */
    static Placement standard(Path work) {
        return new Placement(work.resolve("records").resolve(NAME), 100 * MEGABYTE, 10);
    }

    /**
     * What a configuration asks for.
     *
     * @param work where relative directories lie
     * @throws IllegalArgumentException in one clear line, when it makes no sense
     */
    static Placement of(RecordsConfig config, Path work) {
        if (config.maxMegabytes() < 1 || config.maxFiles() < 1) {
            throw new IllegalArgumentException("maxMegabytes and maxFiles have to be at least 1, not "
                + config.maxMegabytes() + " and " + config.maxFiles());
        }
        if (config.directory().isBlank()) {
            throw new IllegalArgumentException("directory is empty");
        }
        return new Placement(work.resolve(config.directory().strip()).resolve(NAME),
            config.maxMegabytes() * MEGABYTE, config.maxFiles());
    }
}
