package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.process.Await;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** What a protocol has to prove before it serves, and who may bring one. */
class BundleGateTest {
    private static final String HTTP = "gateway.protocol.http";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String EXPECTED = "selftest/curl-get/expected.json";

    @TempDir
    private Path folder;
    private EmbeddedAppliance appliance;
    private PlugInView plugIns;

    @AfterEach
    void stop() throws Exception {
        appliance.close();
    }

    private void start(String settings) throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/gateway.bundles.cfg"), settings);
        appliance = EmbeddedAppliance.withoutProtocols(folder);
        plugIns = new PlugInView(appliance.context());
    }

    @Test
    void shouldLetInWhoPassesAndNameTheFirstDifferenceOfWhoDoesNot() throws Exception {
        start("");
        drop(http().replace(EXPECTED, "\"decided_at\":1", "\"decided_at\":2"));
        assertEquals("its self-test fails: capture curl-get: flow 10.81.0.2:51732->10.86.0.2:80: expected http by "
            + "request line at packet 2, got http by request line at packet 1", refused());
        drop(http().replace(EXPECTED, "10.86.0.2:80", "10.86.0.2:81"));
        plugIns.await(HTTP, line -> line.reason().equals("its self-test fails: capture curl-get: flow "
            + "10.81.0.2:51732->10.86.0.2:81 is not in the capture"));
        drop(http().replace(EXPECTED, "[\n{", "{"));
        plugIns.await(HTTP, line -> line.reason().equals(
            "expected.json of its self-test curl-get cannot be read: it is no list"));
        drop(http().entry("selftest/curl-get/input.pcap", "no capture at all"));
        plugIns.await(HTTP, line -> line.reason().startsWith("input.pcap of its self-test curl-get cannot be read"));
        drop(http().without("selftest/"));
        plugIns.await(HTTP, line -> line.reason().startsWith("it carries no self-test"));
        drop(http());
        assertEquals("protocol http", plugIns.awaitServing(HTTP).serves());
    }

    @Test
    void shouldAskForNoSelfTestWhereTheSwitchSaysSo() throws Exception {
        start("selfTest = ifPresent\n");
        drop(http().without("selftest/"));
        plugIns.awaitServing(HTTP);
    }

    @Test
    void shouldRefuseAParserThatThrowsInItsSelfTest() throws Exception {
        start("");
        drop(parser("throw new IllegalStateException(\"cannot read\");"));
        assertEquals("its self-test fails: capture curl-get: it fails: java.lang.IllegalStateException: cannot read",
            plugIns.awaitRefused("made").reason());
    }

    @Test
    void shouldRefuseAParserThatLoopsInItsSelfTest() throws Exception {
        start("");
        // It ends when it is told to, so that this test's machine has its processor back.
        drop(parser("while (!Thread.currentThread().isInterrupted()) { } return null;"));
        assertEquals("its self-test has not ended after 10 s", plugIns.awaitRefused("made").reason());
        drop(http());
        plugIns.awaitServing(HTTP);
    }

    @Test
    void shouldNotEvenResolveWhatNobodyTrustedSigned() throws Exception {
        start("signed = required\n");
        drop(http());
        assertTrue(refused().startsWith("signatures are required, and there is no certificate in "), refused());
        assertEquals(Bundle.INSTALLED, appliance.bundle(HTTP).getState());
        Bundle fromConsole = appliance.context().installBundle("inputstream:made.jar",
            new ByteArrayInputStream(parser("return null;").bytes()));
        assertTrue(plugIns.awaitRefused("made").reason().startsWith("signatures are required"));
        assertThrows(BundleException.class, fromConsole::start);
        assertEquals(Bundle.INSTALLED, fromConsole.getState());
    }

    @Test
    void shouldServeTheSameAfterARestartWithAnEmptyCache() throws Exception {
        start("");
        drop(http());
        plugIns.awaitServing(HTTP);
        appliance.close();
        try (Stream<Path> cache = Files.walk(folder.resolve("bundles"))) {
            for (Path path : cache.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        start("");
        plugIns.awaitServing(HTTP);
    }

    @Test
    void shouldKeepWhatAConsoleBringsAndDeleteWhatItRemoves() throws Exception {
        start("");
        Bundle brought = appliance.context().installBundle("inputstream:http.jar",
            new ByteArrayInputStream(http().bytes()));
        brought.start();
        plugIns.awaitServing(HTTP);
        Path kept = folder.resolve("load").resolve(HTTP + "-" + brought.getVersion() + ".jar");
        Await.until(LIMIT, "the bundle is kept", () -> Files.exists(kept));
        missed(kept);
        assertEquals(Bundle.ACTIVE, brought.getState(), "its file is there again");
        appliance.close();
        start("");
        plugIns.awaitServing(HTTP);
        appliance.bundle(HTTP).uninstall();
        Await.until(LIMIT, "its file is deleted", () -> !Files.exists(kept));
    }

    /** FileInstall tells that a file is gone, which has come back since it looked. */
    private void missed(Path file) throws Exception {
        String type = "org.apache.felix.fileinstall.ArtifactInstaller";
        ServiceReference<?> reference = appliance.context().getAllServiceReferences(type,
            "(service.ranking=" + Integer.MAX_VALUE + ")")[0];
        Object folderOfJars = appliance.context().getService(reference);
        Class<?> installer = folderOfJars.getClass().getClassLoader().loadClass(type);
        installer.getMethod("uninstall", File.class).invoke(folderOfJars, file.toFile());
    }

    private String refused() {
        return plugIns.awaitRefused(HTTP).reason();
    }

    private static JarWorkshop http() {
        return JarWorkshop.from(EmbeddedAppliance.jar(HTTP));
    }

    /** A parser of its own that is asked about every flow; it carries the self-test of another one. */
    private static JarWorkshop parser(String detect) {
        String api = "gateway.api.protocol.";
        return JarWorkshop.bundle("made").header("Service-Component", "OSGI-INF/p.xml")
            .header("Import-Package", "gateway.api.protocol, gateway.api.flow, gateway.api.packet")
            .header("Provide-Capability", "osgi.service;objectClass:List<String>=\"" + api + "ProtocolParser\"")
            .entry("OSGI-INF/p.xml", "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"p\">"
                + "<implementation class=\"made.P\"/><service><provide interface=\"" + api + "ProtocolParser\"/>"
                + "</service></scr:component>")
            .compiled("made.P", "package made; import gateway.api.protocol.*; import gateway.api.flow.*;"
                + "public class P implements ProtocolParser {"
                + " public String id() { return \"made\"; }"
                + " public java.util.Set<String> over() { return java.util.Set.of(\"tcp\"); }"
                + " public java.util.List<Signature> signatures() { return java.util.List.of("
                + "     Signature.at(\"get\", gateway.api.packet.Transport.TCP, 0, \"GET \".getBytes())); }"
                + " public Detection detect(Flow flow, Head head) { " + detect + " }"
                + " public Dissector open(Flow flow, DissectionSink sink) { return null; } }",
                EmbeddedAppliance.jar("gateway.api"))
            .entry("selftest/curl-get/input.pcap", http().entryOf("selftest/curl-get/input.pcap"))
            .entry("selftest/curl-get/expected.json", http().entryOf("selftest/curl-get/expected.json"));
    }

    private void drop(JarWorkshop jar) throws IOException {
        Path whole = jar.write(folder.resolve("copied"));
        Files.move(whole, appliance.load().resolve("dropped.jar"), StandardCopyOption.REPLACE_EXISTING);
    }
}
