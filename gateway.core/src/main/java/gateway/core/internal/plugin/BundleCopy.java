package gateway.core.internal.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * A bundle written anew as a plain jar. Archives can be made that show one reader other entries than the next; this
 * one holds what the framework reads, so that what is verified is what would run.
 */
final class BundleCopy implements AutoCloseable {
    /** How much larger than its bound a bundle may be unpacked. */
    private static final int MAX_UNPACKED = 8;
    private static final int BUFFER = 64 * 1024;

    private final Path file;

    private BundleCopy(Path file) {
        this.file = file;
    }

    static BundleCopy of(Bundle bundle, List<String> entries, Path folder, long maxBytes)
        throws IOException, RefusedJar {
        BundleCopy copy = new BundleCopy(Files.createTempFile(Files.createDirectories(folder), "copy", ".jar"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(copy.file))) {
            zip.setLevel(0);
            copy.write(bundle, entries, zip, maxBytes * MAX_UNPACKED);
            return copy;
        } catch (IOException | RefusedJar | RuntimeException failed) {
            copy.close();
            throw failed;
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private void write(Bundle bundle, List<String> entries, ZipOutputStream zip, long most)
        throws IOException, RefusedJar {
        byte[] buffer = new byte[BUFFER];
        long written = 0;
        for (String entry : entries) {
            begin(zip, entry);
            try (InputStream in = bundle.getEntry(entry).openStream()) {
                int read;
                while ((read = in.read(buffer)) > 0) {
                    written += read;
                    if (written > most) {
                        throw new RefusedJar("unpacked it is larger than " + most / 1_000_000 + " MB");
                    }
                    zip.write(buffer, 0, read);
                }
            }
        }
    }

    private static void begin(ZipOutputStream zip, String entry) throws IOException, RefusedJar {
        try {
            zip.putNextEntry(new ZipEntry(entry));
        } catch (ZipException twice) {
            throw new RefusedJar("it holds " + Printable.of(entry) + " twice");
        }
    }
}
