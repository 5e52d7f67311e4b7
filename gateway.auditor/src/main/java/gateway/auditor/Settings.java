package gateway.auditor;

import gateway.api.content.AuditRecord;
import gateway.api.content.FileInterest;
import gateway.auditor.archive.Retention;
import gateway.auditor.line.Placement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a configuration asks for, checked.
 *
 * @param directory where everything lies
 * @param withoutRule kinds that are recorded of every flow; {@code all} for every kind
 * @param lines where lines go; empty for none
 * @param retention of the database; empty for none
 * @param files whose files are stored
 * @param filesBytes how much room they may take
 * @param redacted fields that are not recorded as they are
 * @param hashes whether hashes stand there instead
 */
record Settings(Path directory, Set<String> withoutRule, Optional<Placement> lines, Optional<Retention> retention,
                FileInterest files, long filesBytes, Set<String> redacted, boolean hashes) {
    private static final long MEGABYTE = 1_000_000;
    private static final String ALL = "all";
    private static final int LEAST_DATABASE = 10;
    private static final Set<String> CONTENT = Set.of("text", "name", "from", "to", "conversation");

    /** One file of lines with everything, and nothing else: what {@code replay --events} asks for. */
    static Settings only(Path file) {
        return new Settings(file.toAbsolutePath().getParent(), Set.of(ALL), Optional.of(Placement.only(file)),
            Optional.empty(), FileInterest.NONE, 0, Set.of(), false);
    }

    /**
     * What a configuration asks for.
     *
     * @param work where relative directories lie
     * @throws IllegalArgumentException in one clear line, when it makes no sense
     */
    static Settings of(AuditorConfig config, Path work) {
        if (config.directory().isBlank()) {
            throw new IllegalArgumentException("directory is empty");
        }
        atLeast("databaseDays", config.databaseDays(), 0);
        atLeast("databaseMegabytes", config.databaseMegabytes(), LEAST_DATABASE);
        atLeast("filesMegabytes", config.filesMegabytes(), 1);
        Path directory = work.resolve(config.directory().strip());
        Placement lines = Placement.in(directory, config.maxMegabytes(), config.maxFiles());
        Optional<Retention> retention = config.databaseDays() == 0 ? Optional.empty()
            : Optional.of(new Retention(config.databaseDays(), config.databaseMegabytes() * MEGABYTE));
        FileInterest files = switch (word(config.storeFiles())) {
            case "audited" -> FileInterest.AUDITED;
            case "read" -> FileInterest.READ;
            case "off" -> FileInterest.NONE;
            default -> throw new IllegalArgumentException("storeFiles is one of audited, read, off");
        };
        boolean hashes = switch (word(config.redactBy())) {
            case "nothing" -> false;
            case "hash" -> true;
            default -> throw new IllegalArgumentException("redactBy is one of nothing, hash");
        };
        return new Settings(directory, words(config.withoutRule()),
            config.json() ? Optional.of(lines) : Optional.empty(), retention,
            retention.isPresent() ? files : FileInterest.NONE, config.filesMegabytes() * MEGABYTE,
            words(config.redact()), hashes);
    }

    /**
     * What holds where the configuration makes no sense from the start: records as without one, in the usual places,
     * and nothing of their content, since nobody can say what was to be left out.
     */
    static Settings careful(Path work) {
        Path directory = work.resolve("records");
        return new Settings(directory, Set.of("flow", "decision", "identified", "peers", "expected", "scan",
            "localize", "redirect", "anomaly"),
            Optional.of(Placement.in(directory, 100, 10)), Optional.of(new Retention(90, 2000 * MEGABYTE)),
            FileInterest.NONE, MEGABYTE, CONTENT, false);
    }

    /** Whether a record is wanted. */
    boolean wants(AuditRecord record) {
        return record.audited() || withoutRule.contains(record.eventType()) || withoutRule.contains(ALL);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " has to be at least " + least + ", not " + value);
        }
    }

    /** Lists come as they are, or as one text with commas. */
    private static Set<String> words(String[] list) {
        return Arrays.stream(list).flatMap(each -> Arrays.stream(each.split(","))).map(Settings::word)
            .filter(each -> !each.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    private static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
