package gateway.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The static files of this bundle: scripts, styles and pictures. */
final class Assets {
    private static final String FOLDER = "/gateway/console/res/";
    /** One folder below ours at most; nothing that climbs. */
    private static final Pattern NAME = Pattern.compile("(?:lib/)?[a-z-]+(?:\\.umd)?\\.(js|css|svg)");
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8",
        "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    private Assets() {
    }

    /**
     * A file as it is sent.
     *
     * @param type of its content
     * @param body its bytes
     */
    record Asset(String type, byte[] body) {
    }

    /** The file of that name, if it is one that browsers are given. */
    static Optional<Asset> find(String name) throws IOException {
        var match = NAME.matcher(name);
        if (!match.matches()) {
            return Optional.empty();
        }
        try (InputStream file = Assets.class.getResourceAsStream(FOLDER + name)) {
            return file == null ? Optional.empty()
                : Optional.of(new Asset(TYPES.get(match.group(1)), file.readAllBytes()));
        }
    }

    /** A part of our documents; there has to be one. */
    static String text(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(FOLDER + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
