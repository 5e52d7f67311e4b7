package gateway.core.internal.classify;

import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Loads and initialises the classes of a bundle before it sees traffic. Otherwise the first flow of each kind waits
 * for its dissector's classes, some ten milliseconds, and the packets behind it with it. Framework threads.
 */
public final class BundleClasses {
    private static final String SUFFIX = ".class";

    private BundleClasses() {
    }

    /** Loads all classes of the bundle that {@code type} is from; without a framework, nothing. */
    public static void loadAllBeside(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        Enumeration<URL> entries = bundle == null ? null : bundle.findEntries("/", "*" + SUFFIX, true);
        if (entries != null) {
            Collections.list(entries).forEach(entry -> load(entry.getPath(), type.getClassLoader()));
        }
    }

    private static void load(String path, ClassLoader loader) {
        String name = path.substring(1, path.length() - SUFFIX.length()).replace('/', '.');
        try {
            Class.forName(name, true, loader);
        } catch (ClassNotFoundException | LinkageError optionalOrBroken) {
            // Whoever uses it will be told; most are never used.
            return;
        }
    }
}
