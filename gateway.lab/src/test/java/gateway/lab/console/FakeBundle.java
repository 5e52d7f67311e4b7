package gateway.lab.console;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes a bundle of {@link gateway.lab.console.fake}, as compiled with these tests. */
final class FakeBundle {
    private static final String PACKAGE = "gateway.lab.console.fake";
    private static final String IMPORTS = "org.osgi.framework,gateway.api.operation,gateway.api.content,"
        + "gateway.api.locality,gateway.api.flow,gateway.api.packet,org.apache.felix.hc.api";

    private FakeBundle() {
    }

    /** Writes it. */
    static Path write(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", PACKAGE);
        headers.putValue("Bundle-Activator", PACKAGE + ".FakeGateway");
        headers.putValue("Import-Package", IMPORTS);
        Path classes = classes();
        try (OutputStream file = Files.newOutputStream(jar);
             JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path compiled : compiled(classes)) {
                out.putNextEntry(new JarEntry(classes.relativize(compiled).toString()));
                Files.copy(compiled, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private static List<Path> compiled(Path classes) throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve(PACKAGE.replace('.', '/')))) {
            return files.sorted().toList();
        }
    }

    private static Path classes() {
        try {
            return Path.of(FakeBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
