package gateway.console.security.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleSettingsTest {
    @TempDir
    private Path conf;

    @Test
    void shouldListenOnLoopbackWhenNothingIsSaid() throws Exception {
        ConsoleSettings settings = ConsoleSettings.of(Map.of("service.pid", "gateway.console"));
        assertTrue(settings.enabled());
        assertTrue(settings.address().isLoopbackAddress());
        assertEquals(8080, settings.port());
        assertEquals(new CertificateSource.None(), settings.certificate());
        assertEquals(Duration.ofMinutes(30), settings.limits().idle());
    }

    @ParameterizedTest
    @CsvSource({"host, 0.0.0.0", "host, ::", "host, 192.0.2.1", "host, no such host.invalid", "port, 65536", "port, -1",
        "port, http", "enabled, perhaps", "idleMinutes, 0", "loginHours, 100000", "hostNames, <script>",
        "prot, 8080"})
    void shouldRefuseInOneLineWithFileAndLine(String key, String value) throws Exception {
        Path file = conf.resolve("gateway.console.cfg");
        Files.write(file, List.of("# the console", "", key + " = " + value));
        InvalidSetting refused = assertThrows(InvalidSetting.class, () -> ConsoleSettings.of(
            Map.of(key, value, "felix.fileinstall.filename", file.toUri().toString())));
        assertTrue(refused.getMessage().startsWith(file + ":3: " + key + " "), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void shouldListenBeyondLoopbackWithACertificate() throws Exception {
        assertEquals(new CertificateSource.Made(),
            ConsoleSettings.of(Map.of("host", "0.0.0.0", "certificate", "made")).certificate());
        assertInstanceOf(CertificateSource.Pkcs12.class,
            ConsoleSettings.of(Map.of("certificate", "key.P12", "certificatePassword", "x")).certificate());
        assertEquals(new CertificateSource.Pem(Path.of("fullchain.pem"), Path.of("privkey.pem")), ConsoleSettings.of(
            Map.of("certificate", "fullchain.pem", "certificateKey", "privkey.pem")).certificate());
        assertEquals(new CertificateSource.Pem(Path.of("both.pem"), Path.of("both.pem")),
            ConsoleSettings.of(Map.of("certificate", "both.pem")).certificate());
    }

    @Test
    void shouldAnswerToTheNamesThatItWasGiven() throws Exception {
        ConsoleSettings settings = ConsoleSettings.of(Map.of("host", "localhost", "hostNames", "gate.example, gw"));
        assertEquals(Set.of("localhost", "gate.example", "gw"), ConsoleNames.of(settings).names());
    }
}
