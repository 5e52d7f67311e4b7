package gateway.lab.plugin;

import gateway.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A plug-in's jar, made on the spot.
 *
 * @param name its symbolic name
 * @param version its version
 * @param kind what it brings
 * @param behaviour {@code read}, {@code throw}, {@code loop}, {@code slow} or {@code refuse}
 * @param word what its protocol's packets begin with
 */
public record TrialBundle(String name, String version, Kind kind, String behaviour, String word) {
    /** What one prints that is called although it was taken away. */
    public static final String CALLED_AFTERWARDS = "trial: called after it was taken away";

    /** What a bundle brings. */
    public enum Kind {
        /** A parser for the protocol {@code trial}. */
        PARSER(TrialParser.class, "gateway.api.protocol.ProtocolParser",
            "gateway.api.flow,gateway.api.packet,gateway.api.protocol"),
        /** An auditor. */
        AUDITOR(TrialAuditor.class, "gateway.api.content.Auditor", "gateway.api.content"),
        /** A scanner. */
        SCANNER(TrialScanner.class, "gateway.api.content.ContentScanner", "gateway.api.content");

        private final Class<?> component;
        private final String service;
        private final String imports;

        Kind(Class<?> component, String service, String imports) {
            this.component = component;
            this.service = service;
            this.imports = imports;
        }
    }

    /** A parser of packets that begin with {@code TRIAL}. */
    public static TrialBundle parser(String behaviour) {
        return new TrialBundle("trial.parser", "1.0.0", Kind.PARSER, behaviour, "TRIAL");
    }

    /** An auditor. */
    public static TrialBundle auditor(String behaviour) {
        return new TrialBundle("trial.auditor", "1.0.0", Kind.AUDITOR, behaviour, "");
    }

    /** A scanner that answers at once that all is clean. */
    public static TrialBundle scanner() {
        return new TrialBundle("trial.scanner", "1.0.0", Kind.SCANNER, "read", "");
    }

    /** The same in another version. */
    public TrialBundle version(String other) {
        return new TrialBundle(name, other, kind, behaviour, word);
    }

    /** The same for packets that begin with something else. */
    public TrialBundle word(String other) {
        return new TrialBundle(name, version, kind, behaviour, other);
    }

    /** The jar in {@code folder}, under the bundle's name; appears, or is replaced, in one step. */
    public Path drop(Path folder) {
        try {
            Path made = Files.createTempFile(Files.createDirectories(folder.resolveSibling("making")), "trial", ".jar");
            try (OutputStream file = Files.newOutputStream(made);
                 JarOutputStream jar = new JarOutputStream(file, manifest())) {
                add(jar, "OSGI-INF/trial.xml", component());
                add(jar, Presence.SETTINGS, "id=trial\nbehaviour=" + behaviour + "\nword=" + word + "\n");
                addClasses(jar);
            }
            return Files.move(made, folder.resolve(name + ".jar"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LabException("cannot make " + name + ": " + e.getMessage(), e);
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes lines = manifest.getMainAttributes();
        lines.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        lines.putValue("Bundle-ManifestVersion", "2");
        lines.putValue("Bundle-SymbolicName", name);
        lines.putValue("Bundle-Version", version);
        lines.putValue("Import-Package", kind.imports);
        lines.putValue("Service-Component", "OSGI-INF/trial.xml");
        lines.putValue("Provide-Capability", "osgi.service;objectClass:List<String>=\"" + kind.service + "\"");
        return manifest;
    }

    private String component() {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s" deactivate="close">
              <implementation class="%s"/>
              <service><provide interface="%s"/></service>
            </scr:component>
            """.formatted(name, kind.component.getName(), kind.service);
    }

    /** The component with the classes inside of it, and what it shares with the other one. */
    private void addClasses(JarOutputStream jar) throws IOException {
        for (Class<?> type : new Class<?>[] {kind.component, Presence.class}) {
            addClass(jar, type.getSimpleName());
        }
        for (int inner = 1; type(kind.component.getSimpleName() + "$" + inner) != null; inner++) {
            addClass(jar, kind.component.getSimpleName() + "$" + inner);
        }
    }

    private static void addClass(JarOutputStream jar, String simpleName) throws IOException {
        String folder = TrialBundle.class.getPackageName().replace('.', '/');
        jar.putNextEntry(new JarEntry(folder + "/" + simpleName + ".class"));
        try (InputStream stream = type(simpleName)) {
            stream.transferTo(jar);
        }
        jar.closeEntry();
    }

    private static InputStream type(String simpleName) {
        return TrialBundle.class.getResourceAsStream(simpleName + ".class");
    }

    private static void add(JarOutputStream jar, String entry, String text) throws IOException {
        jar.putNextEntry(new JarEntry(entry));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }
}
