package gateway.lab.mutant;

import gateway.api.protocol.ProtocolParser;
import gateway.lab.LabException;
import gateway.testkit.Capture;
import gateway.testkit.FlowScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A protocol bundle as hostile input needs it.
 *
 * @param parser its parser
 * @param conversations good ones: those of its self-test, and those written down beside this class
 */
public record PlugIn(ProtocolParser parser, List<FlowScript> conversations) {
    private static final String SERVICE = "provide interface=\"" + ProtocolParser.class.getName() + "\"";
    private static final Pattern COMPONENT = Pattern.compile("implementation class=\"([\\w.]+)\"");

    /** Copies the list. */
    public PlugIn {
        conversations = List.copyOf(conversations);
    }

    /** All protocol bundles in a folder, by their files' names. */
    public static List<PlugIn> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<PlugIn> found = new ArrayList<>();
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                of(jar).ifPresent(found::add);
            }
            if (found.isEmpty()) {
                throw new LabException("no protocol bundle in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new LabException("cannot read the bundles in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The application's name. */
    public String id() {
        return parser.id();
    }

    /** The same with the flows of these captures added; what cannot be read as a capture is passed over. */
    public PlugIn with(List<Path> captures) {
        List<FlowScript> more = new ArrayList<>(conversations);
        for (Path capture : captures) {
            try {
                Capture.read(capture).stream().filter(script -> script.length() > 0).forEach(more::add);
            } catch (RuntimeException another) {
                // Another format, or a capture that is broken off.
                continue;
            }
        }
        return new PlugIn(parser, more);
    }

    private static Optional<PlugIn> of(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches("OSGI-INF/[^/]+\\.xml")) {
                    String component = text(jar, entry);
                    Matcher name = COMPONENT.matcher(component);
                    if (component.contains(SERVICE) && name.find()) {
                        ProtocolParser parser = parser(file, name.group(1));
                        List<FlowScript> conversations = conversations(jar);
                        conversations.addAll(Conversations.of(parser.id()));
                        return Optional.of(new PlugIn(parser, conversations));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static ProtocolParser parser(Path jar, String component) throws IOException {
        // Open as long as its classes are used, which is until the program ends.
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, PlugIn.class.getClassLoader());
        try {
            return (ProtocolParser) classes.loadClass(component).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LabException("cannot make a parser of " + jar + ": " + e, e);
        }
    }

    private static List<FlowScript> conversations(JarFile jar) throws IOException {
        List<FlowScript> found = new ArrayList<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().matches("selftest/[^/]+/input\\.pcap")) {
                found.addAll(capture(jar, entry));
            }
        }
        return found;
    }

    private static List<FlowScript> capture(JarFile jar, JarEntry entry) throws IOException {
        Path copy = Files.createTempFile("p2padm-selftest", ".pcap");
        try (InputStream in = jar.getInputStream(entry)) {
            Files.write(copy, in.readAllBytes());
            return Capture.read(copy).stream().filter(script -> script.length() > 0).toList();
        } finally {
            Files.delete(copy);
        }
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
