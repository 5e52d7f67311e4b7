package gateway.auditor.line;

import java.nio.file.Path;

/**
 * Where records go.
 *
 * @param file the file that is written
 * @param maxBytes how large it may become
 * @param maxFiles how many files there may be, this one included
 */
public record Placement(Path file, long maxBytes, int maxFiles) {
    private static final String NAME = "events.jsonl";
    private static final long MEGABYTE = 1_000_000;

    /** One file without a bound: what {@code replay --events} asks for. */
    public static Placement only(Path file) {
        return new Placement(file, Long.MAX_VALUE, 1);
    }

    /**
     * A file in a directory.
     *
     * @throws IllegalArgumentException in one clear line, when it makes no sense
     */
    public static Placement in(Path directory, int maxMegabytes, int maxFiles) {
        if (maxMegabytes < 1 || maxFiles < 1) {
            throw new IllegalArgumentException("maxMegabytes and maxFiles have to be at least 1, not "
                + maxMegabytes + " and " + maxFiles);
        }
        return new Placement(directory.resolve(NAME), maxMegabytes * MEGABYTE, maxFiles);
    }
}
