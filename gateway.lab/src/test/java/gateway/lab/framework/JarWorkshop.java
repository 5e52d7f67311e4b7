package gateway.lab.framework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars as nobody should: from another jar, changed, or from a few lines of source. */
final class JarWorkshop {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    private JarWorkshop() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** A bundle of this name, with nothing in it. */
    static JarWorkshop bundle(String name) {
        return new JarWorkshop().header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", name)
            .header("Bundle-Version", "1.0.0");
    }

    /** A jar that is no bundle. */
    static JarWorkshop plain() {
        return new JarWorkshop();
    }

    /** What a jar holds, to be changed. */
    static JarWorkshop from(Path jar) {
        JarWorkshop copy = new JarWorkshop();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            copy.manifest.getMainAttributes().putAll(file.getManifest().getMainAttributes());
            for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().map(e -> (ZipEntry) e)::iterator) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    try (InputStream in = file.getInputStream(entry)) {
                        copy.entries.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JarWorkshop header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    JarWorkshop entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    JarWorkshop entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    byte[] entryOf(String name) {
        return entries.get(name);
    }

    JarWorkshop replace(String name, String what, String with) {
        String text = new String(entries.get(name), StandardCharsets.UTF_8);
        if (!text.contains(what)) {
            throw new IllegalArgumentException(name + " does not hold " + what);
        }
        return entry(name, text.replace(what, with));
    }

    JarWorkshop without(String prefix) {
        entries.keySet().removeIf(name -> name.startsWith(prefix));
        return this;
    }

    /** Compiles a class against the given jars, and what the JDK has. */
    JarWorkshop compiled(String className, String source, Path... libraries) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try {
            Path out = Files.createTempDirectory("compiled");
            List<String> options = List.of("-d", out.toString(), "--release", "17", "-cp",
                String.join(":", Arrays.stream(libraries).map(Path::toString).toList()));
            StringBuilder errors = new StringBuilder();
            boolean done = compiler.getTask(null, null, message -> errors.append(message).append('\n'), options, null,
                List.of(new Source(className, source))).call();
            if (!done) {
                throw new IllegalArgumentException(errors.toString());
            }
            addAll(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAll(Path folder) throws IOException {
        List<Path> made;
        try (var tree = Files.walk(folder)) {
            made = new ArrayList<>(tree.toList());
        }
        for (Path path : made) {
            if (Files.isRegularFile(path)) {
                entry(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        for (int i = made.size() - 1; i >= 0; i--) {
            Files.delete(made.get(i));
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
