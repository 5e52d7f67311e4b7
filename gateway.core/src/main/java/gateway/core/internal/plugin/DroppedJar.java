package gateway.core.internal.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A file from {@code load/} as it was at one moment: a copy that nobody writes to any more, found to be a whole
 * archive with the manifest of a bundle. What is looked at is what is installed, whatever becomes of the file.
 */
final class DroppedJar implements AutoCloseable {
    /** How much larger than its bound a jar may be unpacked. */
    private static final int MAX_UNPACKED = 8;
    private static final int BUFFER = 64 * 1024;

    private final Path copy;
    private final String name;
    private final Version version;

    private DroppedJar(Path copy, String name, Version version) {
        this.copy = copy;
        this.name = name;
        this.version = version;
    }

    /**
     * Takes a copy and looks at it.
     *
     * @param folder where the copy goes
     * @param maxBytes a larger file is not read
     * @throws RefusedJar if it is not the jar of a bundle
     * @throws IOException if it cannot be read
     */
    static DroppedJar of(Path file, Path folder, long maxBytes) throws RefusedJar, IOException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedJar("it is no file");
        }
        checkSize(Files.size(file), maxBytes);
        Path copy = Files.createTempFile(Files.createDirectories(folder), "dropped", ".jar");
        try {
            checkSize(copy(file, copy, maxBytes + 1), maxBytes);
            Attributes manifest = checked(copy, maxBytes * MAX_UNPACKED);
            return new DroppedJar(copy, nameIn(manifest), versionIn(manifest));
        } catch (RefusedJar | IOException | RuntimeException unusable) {
            Files.deleteIfExists(copy);
            throw unusable;
        }
    }

    /** The bundle's symbolic name. */
    String name() {
        return name;
    }

    /** The bundle's version. */
    Version version() {
        return version;
    }

    /** Its content, to be closed by the caller. */
    InputStream open() throws IOException {
        return Files.newInputStream(copy);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(copy);
    }

    private static void checkSize(long size, long maxBytes) throws RefusedJar {
        if (size == 0) {
            throw new RefusedJar("the file is empty");
        }
        if (size > maxBytes) {
            throw new RefusedJar("it is larger than maxMegabytes in gateway.bundles.cfg allows: "
                + maxBytes / 1_000_000 + " MB");
        }
    }

    private static long copy(Path from, Path to, long most) throws IOException {
        try (InputStream in = Files.newInputStream(from);
             var out = Files.newOutputStream(to, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[BUFFER];
            long copied = 0;
            int read;
            while (copied < most && (read = in.read(buffer, 0, (int) Math.min(BUFFER, most - copied))) > 0) {
                out.write(buffer, 0, read);
                copied += read;
            }
            return copied;
        }
    }

    /** The manifest of an archive of which every entry could be unpacked. */
    private static Attributes checked(Path copy, long maxUnpacked) throws RefusedJar, IOException {
        try (JarFile jar = new JarFile(copy.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new RefusedJar("it is no bundle: it has no META-INF/MANIFEST.MF");
            }
            unpack(jar, maxUnpacked);
            return manifest.getMainAttributes();
        } catch (IOException | IllegalArgumentException broken) {
            throw new RefusedJar("it is no zip archive, or not all of it is there yet ("
                + Printable.of(broken.getMessage()) + "); it is looked at again when it changes");
        }
    }

    private static void unpack(JarFile jar, long most) throws RefusedJar, IOException {
        byte[] buffer = new byte[BUFFER];
        long unpacked = 0;
        for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            try (InputStream in = jar.getInputStream(entries.nextElement())) {
                int read;
                while ((read = in.read(buffer)) > 0) {
                    unpacked += read;
                    if (unpacked > most) {
                        throw new RefusedJar("unpacked it is larger than " + most / 1_000_000 + " MB");
                    }
                }
            }
        }
    }

    private static String nameIn(Attributes manifest) throws RefusedJar {
        String header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        String name = header == null ? "" : header.split(";", 2)[0].strip();
        if (name.isEmpty()) {
            throw new RefusedJar("it is no bundle: its manifest has no Bundle-SymbolicName");
        }
        if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new RefusedJar(Examination.FRAGMENT);
        }
        return name;
    }

    private static Version versionIn(Attributes manifest) throws RefusedJar {
        String text = manifest.getValue(Constants.BUNDLE_VERSION);
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException wrong) {
            throw new RefusedJar("its version \"" + Printable.of(text) + "\" is not of the form 1.2.3");
        }
    }
}
