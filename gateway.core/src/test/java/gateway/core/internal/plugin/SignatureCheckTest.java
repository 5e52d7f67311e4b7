package gateway.core.internal.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars signed by the JDK's own tools: by one who is trusted, by a stranger, too late, and altered. */
class SignatureCheckTest {
    @TempDir
    private static Path folder;
    private static Path signed;

    @BeforeAll
    static void signOne() throws Exception {
        key("friend", "-validity", "30");
        key("stranger", "-validity", "30");
        key("late", "-startdate", "-40d", "-validity", "10");
        trust("friend");
        trust("late");
        signed = jar("signed.jar");
        sign(signed, "friend");
    }

    @Test
    void shouldLetInWhatSomebodyTrustedHasSigned() {
        assertDoesNotThrow(() -> check(signed));
    }

    @Test
    void shouldRefuseWhatIsNotSigned() throws Exception {
        assertEquals("it is not signed", refusal(jar("plain.jar")));
    }

    @Test
    void shouldRefuseAStrangersSignature() throws Exception {
        Path jar = jar("strange.jar");
        sign(jar, "stranger");
        assertEquals("it is signed by CN=stranger, whom nothing in trusted/ vouches for", refusal(jar));
    }

    @Test
    void shouldRefuseAnExpiredCertificate() throws Exception {
        Path jar = jar("late.jar");
        sign(jar, "late");
        assertEquals("the certificate of its signer CN=late has expired", refusal(jar));
    }

    @Test
    void shouldRefuseAnAlteredFile() throws Exception {
        Path altered = altered("altered.jar", zip -> Files.writeString(zip.getPath("a.txt"), "else"));
        assertTrue(refusal(altered).startsWith("it was altered after it was signed: "), refusal(altered));
    }

    @Test
    void shouldRefuseAnAddedFile() throws Exception {
        Path added = altered("added.jar", zip -> Files.writeString(zip.getPath("c.txt"), "more"));
        assertEquals("it is not signed, or not all of it: c.txt has no signature", refusal(added));
    }

    @Test
    void shouldRefuseAJarOfWhichAFileWasTakenAway() throws Exception {
        Path taken = altered("taken.jar", zip -> Files.delete(zip.getPath("b.txt")));
        assertEquals("it was altered after it was signed: b.txt is missing", refusal(taken));
    }

    @Test
    void shouldRefuseAnAlteredManifest() throws Exception {
        Path other = altered("manifest.jar", zip -> {
            Path manifest = zip.getPath("META-INF/MANIFEST.MF");
            Files.writeString(manifest, Files.readString(manifest).replaceFirst("Bundle-Name: x", "Bundle-Name: y"));
        });
        assertTrue(refusal(other).startsWith("it was altered after it was signed: "), refusal(other));
    }

    @Test
    void shouldTrustNobodyWithoutACertificate() throws IOException {
        Path nobody = Files.createDirectories(folder.resolve("nobody"));
        RefusedJar refused = assertThrows(RefusedJar.class, () -> TrustedCertificates.in(nobody));
        assertEquals("signatures are required, and there is no certificate in " + nobody, refused.getMessage());
        Files.writeString(nobody.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        assertTrue(assertThrows(RefusedJar.class, () -> TrustedCertificates.in(nobody)).getMessage()
            .contains("broken.pem cannot be read"));
    }

    private interface Change {
        void apply(FileSystem zip) throws IOException;
    }

    private static Path altered(String name, Change change) throws IOException {
        Path copy = Files.copy(signed, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(copy)) {
            change.apply(zip);
        }
        return copy;
    }

    private static void check(Path jar) throws RefusedJar, IOException {
        new SignatureCheck(TrustedCertificates.in(folder.resolve("trusted"))).check(jar);
    }

    private static String refusal(Path jar) {
        return assertThrows(RefusedJar.class, () -> check(jar)).getMessage();
    }

    private static Path jar(String name) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-Name", "x");
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : List.of("a.txt", "b.txt")) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.write(entry.getBytes());
            }
        }
        return file;
    }

    private static void key(String name, String... validity) throws Exception {
        List<String> command = new ArrayList<>(List.of("keytool", "-genkeypair", "-alias", name, "-keyalg", "EC",
            "-dname", "CN=" + name));
        command.addAll(List.of(validity));
        jdk(command);
    }

    private static void trust(String name) throws Exception {
        Path file = Files.createDirectories(folder.resolve("trusted")).resolve(name + ".pem");
        jdk(List.of("keytool", "-exportcert", "-rfc", "-alias", name, "-file", file.toString()));
    }

    private static void sign(Path jar, String name) throws Exception {
        jdk(List.of("jarsigner", jar.toString(), name));
    }

    private static void jdk(List<String> command) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.set(0, Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        all.addAll(1, List.of("-keystore", folder.resolve("keys").toString(), "-storepass", "changeit"));
        Path log = folder.resolve("tool.log");
        Process tool = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertEquals(0, tool.waitFor(), () -> {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }
}
