package gateway.console.security.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made certificates, which then serve as given ones. */
class CertificatesTest {
    @TempDir
    private Path conf;
    @TempDir
    private Path work;
    private Certificates certificates;

    @BeforeEach
    void prepare() {
        certificates = new Certificates(conf, work);
    }

    @Test
    void shouldMakeOneOnceAndAgainForAnotherName() throws Exception {
        KeyMaterial first = get(Map.of("certificate", "made"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first.file())));
        assertEquals(first.fingerprint(), get(Map.of("certificate", "made")).fingerprint());
        KeyMaterial second = get(Map.of("certificate", "made", "hostNames", "gate.example"));
        assertNotEquals(first.fingerprint(), second.fingerprint());
        assertTrue(second.certificate().getSubjectAlternativeNames().stream()
            .anyMatch(name -> name.get(1).equals("gate.example")));
        try (Stream<Path> left = Files.list(conf)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void shouldTakePkcs12AndPem() throws Exception {
        KeyMaterial made = get(Map.of("certificate", "made"));
        assertEquals(made.fingerprint(),
            get(Map.of("certificate", "console.p12", "certificatePassword", "console")).fingerprint());

        Files.writeString(conf.resolve("cert.pem"), pem("CERTIFICATE", made.certificate().getEncoded()));
        Files.writeString(conf.resolve("key.pem"), pem("PRIVATE KEY", key(made).getEncoded()));
        KeyMaterial given = get(Map.of("certificate", "cert.pem", "certificateKey", "key.pem"));
        assertEquals(made.fingerprint(), given.fingerprint());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(given.file())));
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws Exception {
        assertRefused("missing.p12", Map.of("certificate", "missing.p12"));
        assertRefused("missing.pem", Map.of("certificate", "missing.pem"));
        KeyMaterial made = get(Map.of("certificate", "made"));
        assertRefused("console.p12", Map.of("certificate", "console.p12", "certificatePassword", "wrong"));

        Files.writeString(conf.resolve("cert.pem"), pem("CERTIFICATE", made.certificate().getEncoded()));
        assertRefused("no PRIVATE KEY", Map.of("certificate", "cert.pem"));
        KeyMaterial other = new MadeCertificate(work).forNames(Set.of(), Set.of());
        Files.writeString(conf.resolve("other.pem"), pem("PRIVATE KEY", key(other).getEncoded()));
        assertRefused("does not belong", Map.of("certificate", "cert.pem", "certificateKey", "other.pem"));
        Files.writeString(conf.resolve("broken.pem"), pem("CERTIFICATE", new byte[] {1, 2, 3})
            + pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        assertRefused("broken.pem", Map.of("certificate", "broken.pem"));
    }

    private KeyMaterial get(Map<String, Object> settings) throws Exception {
        return certificates.get(ConsoleSettings.of(settings)).orElseThrow();
    }

    private void assertRefused(String words, Map<String, Object> settings) {
        IOException refused = assertThrows(IOException.class, () -> get(settings));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    private static Key key(KeyMaterial material) throws Exception {
        KeyStore store = KeyStore.getInstance(material.file().toFile(), material.password().toCharArray());
        return store.getKey("console", material.password().toCharArray());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
            + "\n-----END " + kind + "-----\n";
    }
}
