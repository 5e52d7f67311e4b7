package gateway.scanner.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which clamd finds signatures.
 *
 * @param path of the folder
 */
public record SignatureFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureFolder.class);
    /** What clamd loads; it passes over everything else. */
    private static final String KINDS =
        ".*\\.(cvd|cld|cud|db|hdb|hsb|hdu|hsu|mdb|msb|mdu|msu|ndb|ndu|ldb|ldu|sdb|zmd|rmd|fp|sfp|pdb|gdb|wdb|cbc|ftm"
        + "|cfg|cdb|cat|crb|idb|imp|yar|yara|pwdb|info|ign|ign2)";
    private static final String CONTAINERS = ".*\\.(cvd|cld|cud)";

    /** Whether there is anything that clamd could load. */
    public boolean holdsAny() {
        return !files().isEmpty();
    }

    /** Differs when a file came, went or was changed. */
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                all.append(file.getFileName()).append(' ').append(now.size()).append(' ')
                    .append(now.lastModifiedTime().toMillis()).append('\n');
            } catch (IOException gone) {
                all.append(file.getFileName()).append(" gone\n");
            }
        }
        return all.toString();
    }

    /** Reads all files: seconds, where there are hundreds of megabytes. What cannot be read counts for nothing. */
    public Survey survey() {
        Survey all = Survey.NOTHING;
        for (Path file : files()) {
            try {
                all = all.and(read(file));
            } catch (IOException unreadable) {
                LOG.warn("signatures in {} are not counted: {}", file, unreadable.getMessage());
            }
        }
        return all;
    }

    private static Survey read(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.matches(CONTAINERS)) {
            return SignatureContainer.read(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            long made = Files.getLastModifiedTime(file).toMillis();
            return SignatureLines.read(name, in).and(new Survey(0, made, 0));
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).matches(KINDS)
                && Files.isReadable(file) && file.toFile().length() > 0).sorted().toList();
        } catch (IOException notThere) {
            return List.of();
        }
    }
}
