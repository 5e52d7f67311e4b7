package gateway.core.internal.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file that a restore would touch. What is the same is left alone: a bundle that does not change goes on serving.
 *
 * @param kind what happens to it
 * @param path its name in the archive
 */
record Difference(Kind kind, String path) {
    /** What happens to a file. */
    enum Kind { ADDS, CHANGES, REMOVES }

    /** All of them, in alphabetical order; none if everything is as it was. */
    static List<Difference> between(List<Manifest.Entry> now, List<Manifest.Entry> then) {
        Map<String, Manifest.Entry> here = new TreeMap<>();
        now.forEach(file -> here.put(file.path(), file));
        Map<String, Difference> found = new TreeMap<>();
        for (Manifest.Entry file : then) {
            Manifest.Entry old = here.remove(file.path());
            if (old == null) {
                found.put(file.path(), new Difference(Kind.ADDS, file.path()));
            } else if (!old.equals(file)) {
                found.put(file.path(), new Difference(Kind.CHANGES, file.path()));
            }
        }
        here.keySet().forEach(path -> found.put(path, new Difference(Kind.REMOVES, path)));
        return List.copyOf(found.values());
    }

    @Override
    public String toString() {
        return String.format("%-7s %s", kind.name().toLowerCase(java.util.Locale.ROOT), path);
    }
}
