package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.network.FreePort;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Where and how the console is served, and that the appliance does not depend on it. */
class ConsoleServerTest {
    @TempDir
    private Path folder;
    private ConsoleRig rig;

    @AfterEach
    void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void shouldFollowItsSettingsAndKeepTheLastGoodOnes() throws Exception {
        int first = FreePort.find();
        rig = new ConsoleRig(folder, "port = " + first);
        Browser browser = rig.loggedIn("admin");
        int second = FreePort.find();
        rig.configure("port = " + second);
        ConsoleRig.await("the other port", () -> rig.current().filter(port -> port == second).isPresent());
        assertEquals(200, Browser.on(second).get("/login").status());
        assertThrows(UncheckedIOException.class, () -> browser.get("/login"));

        // refused, because others could reach it without HTTPS
        rig.configure("host = 0.0.0.0", "port = " + first);
        rig.configure("host = 0.0.0.0", "port = " + first, "idleMinutes = 10");
        Thread.sleep(2000); // nothing is to happen; two looks of FileInstall
        assertEquals(200, Browser.on(second).get("/login").status());

        rig.configure("enabled = false");
        ConsoleRig.await("no web server", () -> rig.current().isEmpty());
        assertThrows(UncheckedIOException.class, () -> Browser.on(second).get("/login"));
        assertEquals(Bundle.ACTIVE, rig.appliance().bundle("gateway.core").getState());
    }

    @Test
    void shouldGoOnWithoutAPortAndTakeItWhenItIsFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            rig = new ConsoleRig(folder, "port = " + other.getLocalPort());
            assertEquals(Bundle.ACTIVE, rig.appliance().bundle("gateway.core").getState());
            assertTrue(rig.current().isEmpty());
        }
        assertEquals(200, Browser.on(rig.port()).get("/login").status());
    }

    @Test
    void shouldServeHttpsWithACertificateOfItsOwn() throws Exception {
        rig = new ConsoleRig(folder, "host = 0.0.0.0", "port = 0", "certificate = made");
        int port = rig.port();
        SSLContext trusting = trusting(folder.resolve("conf/console.p12"));
        Browser browser = Browser.secure(port, trusting);
        Browser.Answer answer = browser.logIn("admin", ConsoleRig.PASSWORD);
        assertEquals(302, answer.status());
        assertTrue(answer.header("strict-transport-security").startsWith("max-age="));
        for (String cookie : answer.headers("set-cookie")) {
            assertTrue(cookie.startsWith("__Host-") && cookie.contains("Secure"), cookie);
        }
        assertEquals(List.of("TLSv1.3", "TLSv1.2"), List.of(spoken(trusting, port, "TLSv1.3"),
            spoken(trusting, port, "TLSv1.2")));
        assertThrows(SSLException.class, () -> spoken(trusting, port, "TLSv1.1"));
        assertEquals(403, browser.send("POST", "/system/console/bundles", "action=x",
            Map.of("Origin", "http://localhost:" + port)).status());
    }

    private static String spoken(SSLContext tls, int port, String protocol) throws Exception {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static SSLContext trusting(Path file) throws Exception {
        KeyStore made = KeyStore.getInstance(file.toFile(), "console".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("console", made.getCertificate("console"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
