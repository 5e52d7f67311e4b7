package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Tree;
import gateway.lab.framework.PlugInView.Line;
import gateway.lab.process.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Whatever is dropped into {@code load/}: a word says what came of it, and everything else runs on. */
class BadJarTest {
    private static final String HTTP = "gateway.protocol.http";
    private static final Duration WAIT = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;
    private static EmbeddedAppliance appliance;
    private static PlugInView plugIns;
    private static Set<String> active;

    @BeforeAll
    static void start() throws Exception {
        appliance = EmbeddedAppliance.whole(folder);
        plugIns = new PlugInView(appliance.context());
        active = active();
    }

    @AfterAll
    static void stop() throws Exception {
        appliance.close();
    }

    /** Nothing else was harmed, and what was dropped leaves no trace once it is taken away. */
    @AfterEach
    void shouldLeaveEverythingElseAsItWas() throws IOException {
        assertTrue(active().containsAll(active), "no longer active: " + active);
        try (Stream<Path> files = Files.list(appliance.load())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Await.until(WAIT, "what was dropped is forgotten", () -> active().equals(active)
            && plugIns.lines().stream().allMatch(line -> active.contains(line.name())));
        assertEquals("SERVING", plugIns.line(HTTP).orElseThrow().state());
    }

    @Test
    void shouldSayThatAFileIsEmpty() throws IOException {
        Files.createFile(appliance.load().resolve("empty.jar"));
        assertEquals("the file is empty", refused("empty.jar"));
    }

    @Test
    void shouldSayThatAFileIsNoArchive() throws IOException {
        drop("text.jar", "this is no jar".getBytes());
        assertTrue(refused("text.jar").startsWith("it is no zip archive"), refused("text.jar"));
    }

    @Test
    void shouldNotReadAHugeFile() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(appliance.load().resolve("huge.jar").toFile(), "rw")) {
            huge.setLength(8L << 30);
        }
        assertEquals("it is larger than maxMegabytes in gateway.bundles.cfg allows: 16 MB", refused("huge.jar"));
    }

    @Test
    void shouldNotUnpackABomb() throws IOException {
        byte[] zeros = new byte[140_000_000];
        drop("bomb.jar", JarWorkshop.bundle("bomb").entry("zeros", zeros).bytes());
        assertEquals("unpacked it is larger than 128 MB", refused("bomb.jar"));
    }

    @Test
    void shouldSayThatAJarIsNoBundle() throws IOException {
        drop("library.jar", JarWorkshop.plain().entry("x.txt", "x").bytes());
        assertEquals("it is no bundle: its manifest has no Bundle-SymbolicName", refused("library.jar"));
    }

    @Test
    void shouldSayThatAVersionIsNone() throws IOException {
        drop("v.jar", JarWorkshop.bundle("wrong.version").header("Bundle-Version", "one").bytes());
        assertEquals("its version \"one\" is not of the form 1.2.3", refused("v.jar"));
    }

    @Test
    void shouldNameWhatTheFrameworkDoesNotAccept() throws IOException {
        drop("m.jar", JarWorkshop.bundle("wrong.manifest").header("Bundle-ManifestVersion", "7").bytes());
        assertTrue(refused("m.jar").startsWith("it cannot be installed: "), refused("m.jar"));
    }

    @Test
    void shouldRefuseAFragment() throws IOException {
        drop("f.jar", JarWorkshop.bundle("parasite").header("Fragment-Host", "gateway.core").bytes());
        assertTrue(refused("f.jar").startsWith("it is a fragment"), refused("f.jar"));
    }

    /** FileInstall by itself would have put it in the place of the appliance's own. */
    @Test
    void shouldRefuseWhatIsThereAlready() throws IOException {
        Bundle core = appliance.bundle("gateway.core");
        long since = core.getLastModified();
        drop("core.jar", JarWorkshop.bundle("gateway.core").bytes());
        assertTrue(refused("core.jar").startsWith("gateway.core 1.0.0 is there already, from file:"));
        assertEquals(since, core.getLastModified());
    }

    @Test
    void shouldTakeTheOtherFileOnceTheFirstOfTwoEqualOnesIsGone() throws IOException {
        byte[] twin = JarWorkshop.bundle("twin").bytes();
        Path first = drop("first.jar", twin);
        plugIns.awaitServing("twin");
        drop("second.jar", twin);
        assertTrue(refused("second.jar").startsWith("twin 1.0.0 is there already"));
        Bundle bundle = appliance.bundle("twin");
        Files.delete(first);
        Await.until(WAIT, "the second takes its place",
            () -> appliance.bundle("twin") != null && appliance.bundle("twin") != bundle);
        plugIns.awaitServing("twin");
    }

    @Test
    void shouldNameThePackageAndTheVersionThatAreMissing() throws IOException {
        drop("new.jar", JarWorkshop.bundle("of.next.year")
            .header("Import-Package", "gateway.api.protocol;version=\"[2.0,3)\"").bytes());
        assertTrue(refused("of.next.year").matches("it needs the package gateway\\.api\\.protocol in version 2\\.0\\.0 "
            + "or later, below 3\\.0\\.0; there is 1\\.[0-9.]+"), refused("of.next.year"));
    }

    @Test
    void shouldStartABundleOnceWhatItNeedsHasCome() throws IOException {
        drop("eater.jar", JarWorkshop.bundle("eater").header("Import-Package", "meal").bytes());
        assertEquals("it needs the package meal; nobody here has it", refused("eater"));
        drop("cook.jar", JarWorkshop.bundle("cook").header("Export-Package", "meal").entry("meal/x", "x").bytes());
        plugIns.awaitServing("eater");
    }

    @Test
    void shouldNameTheJavaThatIsMissing() throws IOException {
        drop("java.jar", JarWorkshop.bundle("of.next.java").header("Require-Capability",
            "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"").bytes());
        assertTrue(refused("of.next.java").startsWith("it needs another Java: "), refused("of.next.java"));
    }

    @Test
    void shouldRefuseNativeCode() throws IOException {
        drop("n.jar", JarWorkshop.bundle("native").entry("lib/x86/libfast.so", "ELF").bytes());
        assertTrue(refused("native").startsWith("it holds native code (lib/x86/libfast.so)"), refused("native"));
        assertEquals(Bundle.INSTALLED, appliance.bundle("native").getState());
    }

    @Test
    void shouldRefuseNativeCodeInAJarInIt() throws IOException {
        byte[] inner = JarWorkshop.plain().entry("libfast.so", "ELF").bytes();
        drop("n.jar", JarWorkshop.bundle("nested").entry("lib/inner.jar", inner).bytes());
        assertTrue(refused("nested").startsWith("it holds native code (lib/inner.jar!/libfast.so)"));
    }

    @Test
    void shouldTakeAJarOnceAllOfItIsThere() throws IOException {
        byte[] whole = JarWorkshop.bundle("slow").entry("a", "a".repeat(10_000)).bytes();
        Path file = appliance.load().resolve("slow.jar");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refused("slow.jar").startsWith("it is no zip archive, or not all of it is there yet"));
        Files.write(file, Arrays.copyOfRange(whole, whole.length / 2, whole.length), StandardOpenOption.APPEND);
        plugIns.awaitServing("slow");
        assertTrue(plugIns.line("slow.jar").isEmpty());
    }

    @Test
    void shouldKeepWhatWasThereWhenABrokenOneIsPutInItsPlace() throws IOException {
        drop("good.jar", JarWorkshop.bundle("good").bytes());
        plugIns.awaitServing("good");
        drop("good.jar", "broken".getBytes());
        assertTrue(refused("good.jar").endsWith("; good 1.0.0 from before stays"), refused("good.jar"));
        assertEquals(Bundle.ACTIVE, appliance.bundle("good").getState());
    }

    @Test
    void shouldNameTheExceptionOfAnActivator() throws IOException {
        drop("throws.jar", activator("throws", "throw new IllegalStateException(\"no luck today\");"));
        assertEquals("it fails to start: java.lang.IllegalStateException: no luck today", refused("throws"));
    }

    @Test
    void shouldNotWaitForEverForAnActivator() throws IOException {
        drop("sleeps.jar", activator("sleeps", "Thread.sleep(600_000);"));
        plugIns.await("sleeps", line -> line.reason().equals("its start has not returned for 5 s"));
        drop("other.jar", JarWorkshop.bundle("other").bytes());
        plugIns.awaitServing("other");
    }

    @Test
    void shouldNameTheExceptionOfAComponent() throws IOException {
        String component = "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"c\">"
            + "<implementation class=\"made.C\"/>"
            + "<service><provide interface=\"gateway.api.content.Auditor\"/></service></scr:component>";
        drop("component.jar", JarWorkshop.bundle("component").header("Service-Component", "OSGI-INF/c.xml")
            .header("Import-Package", "gateway.api.content")
            .header("Provide-Capability", "osgi.service;objectClass:List<String>=\"gateway.api.content.Auditor\"")
            .entry("OSGI-INF/c.xml", component)
            .compiled("made.C", "package made; public class C implements gateway.api.content.Auditor {"
                + " public C() { throw new IllegalStateException(\"no pen\"); }"
                + " public void onRecord(gateway.api.content.AuditRecord r) { } }",
                EmbeddedAppliance.jar("gateway.api")).bytes());
        Line line = plugIns.awaitRefused("component");
        assertTrue(line.reason().startsWith("its component c fails: java.lang.IllegalStateException: no pen"),
            line.reason());
    }

    private static byte[] activator(String name, String body) {
        return JarWorkshop.bundle(name).header("Bundle-Activator", "made.A")
            .header("Import-Package", "org.osgi.framework")
            .compiled("made.A", "package made; public class A implements org.osgi.framework.BundleActivator {"
                + " public void start(org.osgi.framework.BundleContext c) throws Exception { " + body + " }"
                + " public void stop(org.osgi.framework.BundleContext c) { } }", frameworkJar()).bytes();
    }

    private static Path frameworkJar() {
        return Tree.root().resolve("cnf/app/target/appliance/bin/felix.jar");
    }

    private static String refused(String name) {
        return plugIns.awaitRefused(name).reason();
    }

    private static Path drop(String name, byte[] bytes) throws IOException {
        Path whole = Files.write(folder.resolve("copied"), bytes);
        return Files.move(whole, appliance.load().resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Set<String> active() {
        return Arrays.stream(appliance.context().getBundles()).filter(bundle -> bundle.getState() == Bundle.ACTIVE)
            .map(Bundle::getSymbolicName).collect(Collectors.toSet());
    }
}
