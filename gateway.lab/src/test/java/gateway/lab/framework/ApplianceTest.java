package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** What {@code ./gateway run} starts, but for packets. */
class ApplianceTest {
    @TempDir
    private static Path folder;
    private static EmbeddedAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/gateway.auditor.cfg"), "directory = elsewhere\nmaxFiles = 3\n");
        Files.writeString(folder.resolve("conf/gateway.console.cfg"), "enabled = false\n");
        appliance = EmbeddedAppliance.withConsole(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        appliance.close();
    }

    @Test
    void shouldStartEveryBundleWithoutComplaint() throws Exception {
        Set<String> inactive = Arrays.stream(appliance.context().getBundles())
            .filter(bundle -> bundle.getState() != (isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE))
            .map(Bundle::toString)
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), inactive);
        assertEquals(List.of(), appliance.errors());
    }

    /** A part of another bundle, which starts for it. */
    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    @Test
    void shouldHoldWhatWasResolvedAndNothingElse() throws IOException {
        Set<String> resolved = Pattern.compile("\\t([\\w.-]+);version='\\[").matcher(
                Files.readString(Tree.root().resolve("run.bndrun"))).results()
            .map(bundle -> bundle.group(1)).collect(Collectors.toCollection(TreeSet::new));
        resolved.add("org.apache.felix.framework");
        assertEquals(resolved, Arrays.stream(appliance.context().getBundles()).map(Bundle::getSymbolicName)
            .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void shouldStartConfigurationBeforePlugInsAndPlugInsBeforeCore() {
        assertTrue(level("slf4j.api") < level("org.apache.felix.scr"));
        assertTrue(level("org.apache.felix.scr") < level("org.apache.felix.fileinstall"));
        assertTrue(level("org.apache.felix.fileinstall") < level("gateway.protocol.http"));
        assertTrue(level("org.apache.felix.fileinstall") < level("gateway.auditor"));
        assertTrue(level("gateway.protocol.bittorrent") < level("gateway.core"));
        assertTrue(level("gateway.auditor") < level("gateway.core"));
        assertTrue(level("gateway.core") < level("org.apache.felix.gogo.shell"));
    }

    /** Otherwise a component comes up with defaults first, and is changed a moment later. */
    @Test
    void shouldHaveReadTheConfigurationBeforeAnyComponentStarts() throws InvalidSyntaxException {
        List<ServiceEvent> auditor = appliance.serviceEvents().stream()
            .filter(event -> isA(event, "gateway.api.content.Auditor")).toList();
        assertEquals(List.of(ServiceEvent.REGISTERED), auditor.stream().map(ServiceEvent::getType).toList());
        assertEquals("elsewhere", auditor.get(0).getServiceReference().getProperty("directory"));
        assertEquals("3", auditor.get(0).getServiceReference().getProperty("maxFiles"));
    }

    @Test
    void shouldOfferTheParserOfEveryProtocolInTheTree() throws InvalidSyntaxException, IOException {
        Set<String> providers = Arrays.stream(appliance.context()
                .getAllServiceReferences("gateway.api.protocol.ProtocolParser", null))
            .map(reference -> reference.getBundle().getSymbolicName()).collect(Collectors.toSet());
        try (Stream<Path> folders = Files.list(Tree.root())) {
            Set<String> built = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .map(folder -> folder.getFileName().toString()).filter(name -> name.startsWith("gateway.protocol."))
                .collect(Collectors.toSet());
            assertEquals(built, providers);
        }
    }

    private static boolean isA(ServiceEvent event, String service) {
        return List.of((String[]) event.getServiceReference().getProperty("objectClass")).contains(service);
    }

    private static int level(String bundle) {
        return appliance.bundle(bundle).adapt(BundleStartLevel.class).getStartLevel();
    }
}
