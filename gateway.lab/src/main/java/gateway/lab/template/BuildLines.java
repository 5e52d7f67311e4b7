package gateway.lab.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that a protocol bundle of the tree needs: a module in {@code pom.xml}, a dependency in
 * {@code cnf/app/pom.xml}, a requirement and, as the resolver would write it, a bundle in {@code run.bndrun}. Each is
 * modelled on the line of a neighbour.
 */
final class BuildLines {
    private static final String PROTOCOL = "gateway\\.protocol\\.([a-z0-9]+)";
    private static final Pattern MODULE = Pattern.compile("<module>" + PROTOCOL + "</module>");
    private static final Pattern DEPENDENCY = Pattern.compile("<artifactId>" + PROTOCOL + "</artifactId>");
    private static final Pattern REQUIREMENT = Pattern.compile("^\tbnd\\.identity;id='" + PROTOCOL + "',");
    private static final Pattern BUNDLE = Pattern.compile("^\t" + PROTOCOL + ";version=");

    private BuildLines() {
    }

    /**
     * The files that have to change, with all that they are to hold. Lines that are there already are left alone.
     *
     * @throws IllegalArgumentException if a file has no line to be modelled on
     */
    static Map<Path, String> of(Path root, String name) throws IOException {
        Map<Path, String> changed = new LinkedHashMap<>();
        edit(changed, root.resolve("pom.xml"), name, MODULE);
        edit(changed, root.resolve("cnf/app/pom.xml"), name, DEPENDENCY);
        edit(changed, root.resolve("run.bndrun"), name, REQUIREMENT, BUNDLE);
        return changed;
    }

    private static void edit(Map<Path, String> changed, Path file, String name, Pattern... kinds) throws IOException {
        String before = Files.readString(file);
        // Split so that a missing line feed at the end stays missing.
        List<String> lines = new ArrayList<>(List.of(before.split("\n", -1)));
        for (Pattern kind : kinds) {
            insert(lines, name, kind, file);
        }
        String after = String.join("\n", lines);
        if (!after.equals(before)) {
            changed.put(file, after);
        }
    }

    /** In front of the first neighbour with a greater name, or else behind the last one. */
    private static void insert(List<String> lines, String name, Pattern kind, Path file) {
        int place = -1;
        String neighbour = null;
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = kind.matcher(lines.get(i));
            if (!matcher.find()) {
                continue;
            }
            int order = matcher.group(1).compareTo(name);
            if (order == 0) {
                return;
            }
            neighbour = new StringBuilder(lines.get(i)).replace(matcher.start(1), matcher.end(1), name).toString();
            place = i + 1;
            if (order > 0) {
                place = i;
                break;
            }
        }
        if (neighbour == null) {
            throw new IllegalArgumentException("new-protocol: " + file + " names no protocol to put this one beside");
        }
        lines.add(place, neighbour);
    }
}
