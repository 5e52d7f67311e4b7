package gateway.core.internal.plugin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;

/** The names of a bundle's entries, by what does not resolve it. */
final class BundleEntries {
    private static final int MAX_ENTRIES = 100_000;

    private BundleEntries() {
    }

    /** All files in it, the manifest first and then the rest of {@code META-INF/}, as readers of jars expect it. */
    static List<String> of(Bundle bundle) throws RefusedJar {
        List<String> files = new ArrayList<>(under(bundle, "META-INF/"));
        under(bundle, "/").stream().filter(name -> !name.startsWith("META-INF/")).forEach(files::add);
        if (files.remove(JarFile.MANIFEST_NAME)) {
            files.add(0, JarFile.MANIFEST_NAME);
        }
        return files;
    }

    /** The files in a folder of it and below. */
    static List<String> under(Bundle bundle, String folder) throws RefusedJar {
        List<String> files = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(folder));
        int seen = 0;
        while (!folders.isEmpty()) {
            Enumeration<String> paths = bundle.getEntryPaths(folders.pop());
            while (paths != null && paths.hasMoreElements()) {
                String path = paths.nextElement();
                if (++seen > MAX_ENTRIES) {
                    throw new RefusedJar("it has more than " + MAX_ENTRIES + " entries");
                }
                if (path.endsWith("/")) {
                    folders.add(path);
                } else {
                    files.add(path);
                }
            }
        }
        return files;
    }
}
