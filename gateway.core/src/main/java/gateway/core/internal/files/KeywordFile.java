package gateway.core.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of keywords in {@code conf/}: one in each line, in UTF-8; empty lines, and those that begin with {@code #},
 * say nothing.
 */
public final class KeywordFile {
    /** What its name ends in. */
    public static final String SUFFIX = ".keywords";
    /** Several times what the longest list of keywords needs. */
    static final int MAX_BYTES = 4 << 20;
    private static final String NAME = "[A-Za-z0-9_-]{1,64}\\" + SUFFIX;

    private KeywordFile() {
    }

    /**
     * The keywords of a file.
     *
     * @param directory where it has to be
     * @throws IllegalArgumentException where it cannot be used, in a sentence that goes on from its setting's name
     */
    public static List<String> read(Path directory, String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("is the name of a file beside the rule's, of letters, digits, hyphens "
                + "and underscores, that ends in " + SUFFIX);
        }
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("names " + name + ", which is not there or no regular file");
        }
        PlainText text = PlainText.of(bytes(file));
        if (text.problem().isPresent()) {
            throw new IllegalArgumentException("names " + name + (text.line() > 0 ? ":" + text.line() : "")
                + ", which " + text.problem().get());
        }
        return text.text().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("names " + file.getFileName() + ", which is larger than "
                    + (MAX_BYTES >> 20) + " MB");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("names " + file.getFileName() + ", which cannot be read", unreadable);
        }
    }
}
