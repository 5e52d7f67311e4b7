package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wapiti, a web security checker of Debian's, against the console: docs/console-security.md explains each finding. */
class WebCheckerTest {
    /** Wapiti's other modules ask servers on the Internet. */
    private static final String MODULES = "csp,http_headers,cookieflags,exec,file,sql,xss,redirect,crlf,csrf,htaccess,"
        + "methods,backup,shellshock";
    private static final long LIMIT_MINUTES = 4;
    private static final Set<String> EXPLAINED = Set.of("Strict-Transport-Security is not set",
        "X-XSS-Protection is not set", "Lack of anti CSRF token");
    private static final Set<String> EXPLAINED_OF_FELIX = Set.of("CSP \"script-src\" value is not safe",
        "HttpOnly flag is not set in the cookie : felix-webconsole-locale",
        "Secure flag is not set in the cookie : felix-webconsole-locale");

    @TempDir
    private Path folder;
    private ConsoleRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ConsoleRig(folder, "port = 0");
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void shouldFindNothingThatIsNotExplained() throws Exception {
        Browser admin = rig.loggedIn("admin");
        Set<String> login = check("/login", "X-Stranger: yes");
        // some that have to be there: the checker did see the page
        assertTrue(login.removeAll(EXPLAINED), login.toString());
        assertEquals(Set.of(), login);
        String cookie = "gateway-" + rig.port();
        Set<String> felix = check("/system/console/bundles", "Cookie: " + cookie + "=" + admin.cookies().get(cookie));
        assertTrue(felix.remove("CSP \"script-src\" value is not safe"), felix.toString());
        felix.removeAll(EXPLAINED);
        felix.removeAll(EXPLAINED_OF_FELIX);
        assertEquals(Set.of(), felix);
    }

    private Set<String> check(String path, String header) throws IOException, InterruptedException {
        Path report = folder.resolve("report.json");
        Files.deleteIfExists(report);
        Path printed = folder.resolve("printed");
        List<String> command = new ArrayList<>(List.of("wapiti", "-u", "http://127.0.0.1:" + rig.port() + path,
            "--scope", "page", "-H", header, "-m", MODULES, "-f", "json", "-o", report.toString(),
            "--store-session", folder.toString(), "--flush-session", "--max-scan-time", "1",
            "--max-attack-time", "1"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(printed.toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "wapiti does not end");
        } finally {
            process.destroyForcibly();
        }
        assertTrue(Files.exists(report), () -> text(printed));
        Set<String> findings = new TreeSet<>();
        JsonNode read = new ObjectMapper().readTree(report.toFile());
        for (String kind : List.of("vulnerabilities", "anomalies")) {
            read.get(kind).forEach(category -> category.forEach(found -> findings.add(found.get("info").asText())));
        }
        return findings;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
