package gateway.lab.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Tree;
import gateway.testkit.Capture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders and lines, in a tree that has what the command reads and nothing else. */
class NewProtocolTest {
    private static final List<String> BUILD = List.of("pom.xml", "cnf/app/pom.xml", "run.bndrun");

    @TempDir
    private Path tree;
    @TempDir
    private Path elsewhere;

    @BeforeEach
    void copyTree() throws IOException {
        for (String file : BUILD) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(Tree.root().resolve(file), tree.resolve(file));
        }
        Path templates = Tree.root().resolve("cnf/template");
        try (Stream<Path> files = Files.walk(templates)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = tree.resolve("cnf/template").resolve(templates.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void shouldLeaveNoTraceOfTheTemplatesName(String over) throws IOException {
        Path folder = make("zephyr", "--over", over);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse((file + text).toLowerCase(java.util.Locale.ROOT).contains("example"), file.toString());
                assertFalse(file.toString().contains("target"), file.toString());
            }
        }
        assertTrue(Files.exists(folder.resolve("src/main/java/gateway/protocol/zephyr/ZephyrParser.java")));
        byte[] first = Capture.read(folder.resolve("src/main/resources/selftest/hello/input.pcap")).get(0)
            .payloads().get(0).bytes();
        assertEquals("ZEPHYR/1 HELLO alice\n", new String(first, StandardCharsets.US_ASCII));
    }

    @Test
    void shouldAddOneLineForEachPlaceThatNamesABundle() throws IOException {
        Map<String, List<String>> before = build();
        make("zephyr");
        Map<String, List<String>> after = build();
        assertEquals(List.of("    <module>gateway.protocol.zephyr</module>"), added(before, after, "pom.xml"));
        assertEquals(1, added(before, after, "cnf/app/pom.xml").size());
        assertEquals(List.of("\tbnd.identity;id='gateway.protocol.zephyr',\\",
            "\tgateway.protocol.zephyr;version='[1.0.0,1.0.1)',\\"), added(before, after, "run.bndrun"));
        List<String> bundles = after.get("run.bndrun").stream().filter(line -> line.contains(";version='["))
            .map(line -> line.substring(0, line.indexOf(';'))).toList();
        assertEquals(bundles.stream().sorted().toList(), bundles, "in order");
    }

    @Test
    void shouldWriteNoLineTwice() throws IOException {
        Path folder = make("adc");
        Map<String, List<String>> once = build();
        Files.move(folder, elsewhere.resolve("aside"));
        make("adc");
        assertEquals(once, build());
    }

    @Test
    void shouldLeaveTheTreeAloneForAProjectElsewhere() throws IOException {
        Map<String, List<String>> before = build();
        Path folder = make("adc", "--here", elsewhere.toString());
        assertEquals(elsewhere.resolve("gateway.protocol.adc"), folder);
        assertEquals(before, build());
        assertTrue(Files.readString(folder.resolve("pom.xml")).contains(
            "<gateway.home>" + tree + "</gateway.home>"));
    }

    @Test
    void shouldMoveIntoARoomAndKeepItsWords() throws IOException {
        Path room = Files.createDirectory(tree.resolve("gateway.protocol.adc"));
        Files.writeString(room.resolve("README.md"), "To come.");
        Path folder = make("adc");
        assertEquals("To come.", Files.readString(folder.resolve("README.md")));
        assertTrue(Files.exists(folder.resolve("pom.xml")));
    }

    @Test
    void shouldRefuseAFolderWithAnythingElseInIt() throws IOException {
        Path folder = Files.createDirectory(tree.resolve("gateway.protocol.adc"));
        Files.writeString(folder.resolve("notes"), "mine");
        assertUnchanged("adc");
        assertEquals("mine", Files.readString(folder.resolve("notes")));
    }

    @Test
    void shouldRefuseTheNameOfABundleOfTheApplianceElsewhereToo() throws IOException {
        make("adc");
        assertUnchanged("adc", "--here", elsewhere.toString());
        assertEquals(List.of(), names(elsewhere));
    }

    @Test
    void shouldTakeEverythingBackWhereAFileCannotBeReplaced() throws IOException {
        // The last file to be written: its new text has nowhere to go.
        Files.createDirectories(tree.resolve(".run.bndrun.new/occupied"));
        Files.createDirectory(tree.resolve("gateway.protocol.adc"));
        Files.writeString(tree.resolve("gateway.protocol.adc/README.md"), "To come.");
        assertUnchanged("adc");
        assertEquals(List.of("README.md"), names(tree.resolve("gateway.protocol.adc")));
    }

    @Test
    void shouldRefuseABuildFileWithoutANeighbour() throws IOException {
        Files.writeString(tree.resolve("run.bndrun"), "-runbundles:\n");
        assertUnchanged("adc");
    }

    /** The stand-alone project names versions itself: they have to be those of the tree, which are there offline. */
    @Test
    void shouldUseTheVersionsOfTheTree() throws IOException {
        String root = Files.readString(tree.resolve("pom.xml")).replaceAll("\\$\\{junit.version}", property("junit"))
            .replaceAll("\\$\\{bnd.version}", property("bnd"));
        for (String artifact : List.of("osgi.annotation", "org.osgi.service.component.annotations", "bnd-maven-plugin",
            "maven-clean-plugin", "maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin",
            "maven-jar-plugin")) {
            assertEquals(version(root, artifact), version(Files.readString(tree.resolve("cnf/template/alone.xml")),
                artifact), artifact);
        }
        assertEquals(property("junit"), version(Files.readString(tree.resolve("cnf/template/alone.xml")),
            "junit-jupiter"));
    }

    private String property(String library) throws IOException {
        return Files.readString(tree.resolve("pom.xml")).split("<" + library + ".version>")[1].split("<")[0];
    }

    private static String version(String pom, String artifact) {
        return pom.split("<artifactId>" + artifact + "</artifactId><version>")[1].split("<")[0];
    }

    private Path make(String... arguments) {
        return new NewProtocol(tree, Request.of(List.of(arguments))).make();
    }

    private void assertUnchanged(String... arguments) throws IOException {
        Map<String, List<String>> before = build();
        List<String> names = names(tree);
        assertThrows(IllegalArgumentException.class, () -> make(arguments));
        assertEquals(before, build());
        assertEquals(names, names(tree));
    }

    private Map<String, List<String>> build() throws IOException {
        Map<String, List<String>> lines = new TreeMap<>();
        for (String file : BUILD) {
            lines.put(file, Files.readAllLines(tree.resolve(file)));
        }
        return lines;
    }

    private static List<String> added(Map<String, List<String>> before, Map<String, List<String>> after, String file) {
        assertTrue(after.get(file).containsAll(before.get(file)), file);
        return after.get(file).stream().filter(line -> !before.get(file).contains(line)).toList();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
