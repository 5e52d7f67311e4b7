package gateway.lab.template;

import gateway.testkit.Capture;
import gateway.testkit.CaptureWriter;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A copy of a template under another name. In texts, in names of files and folders, and in what captured packets say,
 * {@code example}, {@code Example} and {@code EXAMPLE} become the name.
 *
 * @param directory where the template is
 * @param name what it is to be called
 */
record Template(Path directory, String name) {
    private static final String WORD = "example";
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /** Copies everything but the build of the template itself and what it left behind. */
    void copyTo(Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).map(directory::relativize).toList()) {
                if (!file.startsWith("target") && !file.equals(Path.of("pom.xml"))) {
                    copy(directory.resolve(file), target.resolve(renamed(file.toString())));
                }
            }
        }
    }

    /** A text with the name in it. */
    String renamed(String text) {
        return text.replace(WORD, name).replace(capital(WORD), capital(name))
            .replace(WORD.toUpperCase(Locale.ROOT), name.toUpperCase(Locale.ROOT));
    }

    private void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        if (from.toString().endsWith(".pcap")) {
            List<FlowScript> flows = Capture.read(from);
            CaptureWriter.write(to, flows.stream().map(this::renamed).toArray(FlowScript[]::new));
        } else {
            Files.writeString(to, renamed(Files.readString(from)));
        }
    }

    /** The same flow, begun at a time that a reader of the capture believes. */
    private FlowScript renamed(FlowScript script) {
        FakeFlow flow = script.flow();
        return script.on(FakeFlow.between(flow.transport(), flow.client(), flow.server()))
            .map(payload -> renamed(new String(payload, BYTES)).getBytes(BYTES));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
