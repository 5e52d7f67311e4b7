package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.framework.Browser.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The console over real HTTP: who gets in, who may do what, and from where. */
class ConsoleSecurityTest {
    private static final String CONSOLE = "/system/console/";
    private static final Pattern LINK = Pattern.compile("href=\"" + CONSOLE + "([A-Za-z0-9_-]+)\"");

    @TempDir
    private static Path folder;
    private static ConsoleRig rig;
    private static Browser admin;
    private static Set<String> pages;

    @BeforeAll
    static void start() throws Exception {
        rig = new ConsoleRig(folder, "port = 0");
        admin = rig.loggedIn("admin");
        pages = pages();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    /** All that the console links to, and every plug-in in the registry. */
    private static Set<String> pages() throws Exception {
        Set<String> labels = new TreeSet<>();
        Matcher link = LINK.matcher(admin.get(CONSOLE + "bundles").body());
        while (link.find()) {
            labels.add(link.group(1));
        }
        labels.remove("logout");
        ServiceReference<?>[] plugIns = rig.appliance().context()
            .getAllServiceReferences(null, "(felix.webconsole.label=*)");
        if (plugIns != null) {
            Arrays.stream(plugIns).map(plugIn -> plugIn.getProperty("felix.webconsole.label"))
                .forEach(label -> labels.add(label.toString().replace(" ", "%20")));
        }
        return labels;
    }

    @Test
    void shouldFindFelixsPages() {
        assertTrue(pages.containsAll(List.of("bundles", "configMgr", "components", "services", "vmstat", "logs",
            "licenses", "status-Configurations")), pages.toString());
    }

    @Test
    void shouldShowNoPageToAStranger() {
        Browser stranger = Browser.on(rig.port());
        for (String page : pages) {
            Answer answer = stranger.get(CONSOLE + page);
            assertEquals(302, answer.status(), page);
            assertTrue(answer.header("location").startsWith("/login"), page);
            assertEquals(401, stranger.send("GET", CONSOLE + page + ".json", "", Map.of()).status(), page);
            assertEquals(401, stranger.post(CONSOLE + page, "action=x").status(), page);
        }
        assertEquals(401, stranger.send("GET", CONSOLE + "res/lib/support.js", "", Map.of()).status());
        assertEquals(401, stranger.get("/no-such-thing").status());
        assertEquals(200, stranger.get("/login").status());
    }

    @Test
    void shouldRefuseChangesFromElsewhereOnEveryPage() {
        for (String page : pages) {
            for (String method : List.of("POST", "PUT", "DELETE")) {
                for (Map<String, String> sent : List.of(Map.of("Origin", "http://evil.example"),
                    Map.of("Origin", "null"), Map.of("Sec-Fetch-Site", "cross-site", "Origin", admin.origin()),
                    Map.of("Sec-Fetch-Site", "same-site"), Map.of("Referer", "http://evil.example/" + admin.origin()),
                    Map.<String, String>of())) {
                    Answer answer = admin.send(method, CONSOLE + page, "action=stop", sent);
                    assertEquals(403, answer.status(), method + " " + page + " " + sent);
                }
            }
        }
        assertEquals(403, admin.send("GET", CONSOLE + "logout", "", Map.of("Sec-Fetch-Site", "cross-site")).status());
        assertEquals(403, admin.send("POST", "/login", "name=a&password=b", Map.of()).status());
        assertEquals(200, admin.get(CONSOLE + "bundles").status(), "still logged in");
    }

    @Test
    void shouldLetAnAdministratorStopABundleFromTheConsoleItself() {
        Bundle bundle = rig.appliance().bundle("gateway.protocol.bittorrent");
        String path = CONSOLE + "bundles/" + bundle.getBundleId();
        assertEquals(200, admin.post(path, "action=stop").status());
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals(200, admin.post(path, "action=start").status());
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "aud"})
    void shouldLetOthersLookButNotTouch(String user) {
        Browser browser = rig.loggedIn(user);
        Bundle bundle = rig.appliance().bundle("gateway.protocol.http");
        assertEquals(403, browser.post(CONSOLE + "bundles/" + bundle.getBundleId(), "action=stop").status());
        assertEquals(Bundle.ACTIVE, bundle.getState());
        for (String page : pages) {
            assertEquals(403, browser.post(CONSOLE + page, "action=x").status(), page);
            boolean shown = Set.of("bundles", "licenses", "vmstat").contains(page) || page.startsWith("gateway");
            Answer answer = browser.get(CONSOLE + page);
            assertEquals(!shown, answer.status() == 403, page);
            assertFalse(answer.header("location").startsWith("/login"), page);
        }
    }

    @Test
    void shouldAskOurPagesForTheTokenOfTheLogin() {
        assertEquals(403, admin.post(CONSOLE + "gateway-anything", "x=y").status());
        assertEquals(403, admin.send("POST", CONSOLE + "gateway-anything", "",
            Map.of("Origin", admin.origin(), "X-Gateway-Token", "guess")).status());
    }

    @Test
    void shouldSetCookiesThatGoNowhereElse() {
        Browser browser = Browser.on(rig.port());
        Answer answer = browser.logIn("ann", ConsoleRig.PASSWORD);
        assertEquals(2, answer.headers("set-cookie").size());
        for (String cookie : answer.headers("set-cookie")) {
            assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/;"),
                cookie);
        }
        String name = "gateway-" + rig.port();
        String before = browser.cookies().get(name);
        browser.logIn("ann", ConsoleRig.PASSWORD);
        assertNotEquals(before, browser.cookies().get(name));
        assertEquals(302, Browser.on(rig.port()).with("Cookie", name + "=" + before).get(CONSOLE + "bundles").status(),
            "the login before has ended");
    }

    @Test
    void shouldEndALoginOnRequest() {
        Browser browser = rig.loggedIn("ann");
        String cookie = "gateway-" + rig.port() + "=" + browser.cookies().get("gateway-" + rig.port());
        assertEquals("/login", browser.send("GET", CONSOLE + "logout", "", Map.of("Sec-Fetch-Site", "same-origin"))
            .header("location"));
        assertEquals(302, Browser.on(rig.port()).with("Cookie", cookie).get(CONSOLE + "bundles").status());
    }

    @Test
    void shouldAnswerAlikeForWrongPasswordsAndUnknownUsers() {
        Answer wrong = Browser.on(rig.port(), "127.0.0.7").logIn("admin", "guess");
        Answer unknown = Browser.on(rig.port(), "127.0.0.7").logIn("nobody", "guess");
        assertEquals(403, wrong.status());
        assertEquals(wrong.body(), unknown.body());
        assertEquals(List.of(), wrong.headers("set-cookie"));
    }

    @Test
    void shouldLockOutWhoGuessesAndNobodyElse() {
        Browser guesser = Browser.on(rig.port(), "127.0.0.8");
        for (int i = 0; i < 5; i++) {
            assertEquals(403, guesser.logIn("admin", "guess " + i).status());
        }
        Answer locked = guesser.logIn("admin", ConsoleRig.PASSWORD);
        assertEquals(429, locked.status());
        assertTrue(locked.body().contains("Try again in"), locked.body());
        assertEquals(429, guesser.send("GET", CONSOLE + "bundles.json", "", basic("admin")).status());
        assertEquals(302, Browser.on(rig.port(), "127.0.0.9").logIn("admin", ConsoleRig.PASSWORD).status());
        assertEquals(302, admin.logIn("admin", ConsoleRig.PASSWORD).status());
    }

    @Test
    void shouldServeScriptsByThePasswordInEachRequest() {
        Browser script = Browser.on(rig.port());
        assertEquals(200, script.send("GET", CONSOLE + "bundles.json", "", basic("admin")).status());
        assertEquals(403, script.send("POST", CONSOLE + "bundles", "action=x", basic("ann")).status());
        Answer wrong = script.send("GET", CONSOLE + "bundles.json", "", basic("admin", "guess"));
        assertEquals(401, wrong.status());
        assertFalse(wrong.header("www-authenticate").toLowerCase(Locale.ROOT).contains("basic"));
        Browser abused = Browser.on(rig.port()).with("Origin", "http://evil.example");
        assertEquals(403, abused.send("POST", CONSOLE + "bundles", "action=x",
            basic("admin")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example:80", "127.0.0.1.nip.io"})
    void shouldNotAnswerToNamesOfOthers(String host) {
        assertEquals(403, admin.send("GET", CONSOLE + "bundles", "", Map.of("Host", host)).status());
        assertEquals(403, admin.send("POST", CONSOLE + "bundles", "action=x",
            Map.of("Host", host, "Origin", "http://" + host, "Sec-Fetch-Site", "same-origin")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "OPTIONS", "PROPFIND", "PATCH"})
    void shouldKnowNoOtherMethods(String method) {
        assertTrue(admin.send(method, CONSOLE + "bundles", "", Map.of("Origin", admin.origin())).status() >= 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/system/console/res/../configMgr", "/system/console/res/%2e%2e/configMgr",
        "/system/console//configMgr", "/login/../system/console/configMgr", "/login/%2e%2e/system/console/configMgr",
        "/login;/../system/console/configMgr", "/system/console/res/..%2fconfigMgr",
        "/system/console/gateway/../configMgr", "/system/console/bundles;x/../configMgr", "/login%00/x"})
    void shouldNotBeFooledByPaths(String path) {
        assertNotEquals(200, Browser.on(rig.port()).get(path).status());
        assertNotEquals(200, rig.loggedIn("ann").get(path).status());
    }

    @Test
    void shouldTellBrowsersWhatToRefuse() {
        for (String path : List.of("/login", CONSOLE + "vmstat", CONSOLE + "gateway-nothing", "/nothing")) {
            Answer answer = admin.get(path);
            assertTrue(answer.header("content-security-policy").contains("default-src 'none'"), path);
            assertTrue(answer.header("content-security-policy").contains("frame-ancestors 'none'"), path);
            assertEquals("nosniff", answer.header("x-content-type-options"), path);
            assertEquals("same-origin", answer.header("referrer-policy"), path);
            assertTrue(answer.header("cache-control").contains("no-store"), path);
            assertEquals("", answer.header("server"), path);
            assertFalse(answer.body().toLowerCase(Locale.ROOT).contains("jetty"), path);
        }
        assertFalse(admin.get("/login").header("content-security-policy").contains("unsafe"));
    }

    @Test
    void shouldLeadOnlyIntoTheConsole() {
        for (String next : List.of("//evil.example", "http://evil.example", "/system/console/../../x",
            "/system/console/\\evil", "/system/console//evil.example", "/system/console/\"><script>")) {
            Browser browser = Browser.on(rig.port());
            Answer answer = browser.post("/login", "name=ann&password=correct+horse+battery&next=" + next);
            assertEquals("/system/console", answer.header("location"), next);
            assertFalse(browser.get("/login?next=" + next.replace("\"", "%22").replace("<", "%3C").replace(">", "%3E")
                .replace("\\", "%5C")).body().contains("evil"), next);
        }
    }

    private static Map<String, String> basic(String user) {
        return basic(user, ConsoleRig.PASSWORD);
    }

    private static Map<String, String> basic(String user, String password) {
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(
            (user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
