package gateway.console.security.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.console.security.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /login, EVERYBODY", "POST, /login, EVERYBODY", "GET, /login/style.css, EVERYBODY",
        "GET, /loginx, ADMINISTRATORS",
        "GET, /metrics, NEIGHBOURS", "POST, /metrics, ADMINISTRATORS", "GET, /metricsx, ADMINISTRATORS",
        "GET, /, USERS", "GET, /system/console, USERS", "GET, /system/console/, USERS",
        "GET, /system/console/logout, USERS", "POST, /system/console/logout, USERS",
        "GET, /system/console/gateway-flows, USERS", "GET, /system/console/gateway-flows/lines, USERS",
        "POST, /system/console/gateway-flows, ADMINISTRATORS",
        "GET, /system/console/bundles, USERS", "GET, /system/console/bundles.json, USERS",
        "GET, /system/console/bundles/12.json, USERS", "HEAD, /system/console/bundles, USERS",
        "POST, /system/console/bundles/12, ADMINISTRATORS", "DELETE, /system/console/bundles, ADMINISTRATORS",
        "GET, /system/console/res/lib/support.js, USERS", "GET, /system/console/vmstat, USERS",
        "GET, /system/console/configMgr, ADMINISTRATORS", "GET, /system/console/configMgr.json, ADMINISTRATORS",
        "GET, /system/console/services, ADMINISTRATORS", "GET, /system/console/components, ADMINISTRATORS",
        "GET, /system/console/logs, ADMINISTRATORS", "GET, /system/console/status-Threads, ADMINISTRATORS",
        "GET, /system/console//configMgr, ADMINISTRATORS", "GET, /system/console/x, ADMINISTRATORS",
        "GET, /system/consolex, ADMINISTRATORS", "GET, /anything, ADMINISTRATORS", "GET, '', ADMINISTRATORS"})
    void shouldLeaveToAdministratorsWhatIsNotKnownToBeHarmless(String method, String path, Access expected) {
        assertEquals(expected, Access.to(method, path));
    }

    @Test
    void shouldAdmitOnlyAdministratorsToChanges() {
        assertTrue(Access.ADMINISTRATORS.admits(Set.of(Role.VIEWER, Role.ADMINISTRATOR)));
        assertFalse(Access.ADMINISTRATORS.admits(Set.of(Role.VIEWER, Role.AUDITOR)));
        assertTrue(Access.USERS.admits(Set.of(Role.AUDITOR)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "192.0.2.7", "[::1]", "[2001:db8::1]",
        "gate.example", "Gate.Example"})
    void shouldAnswerToAddressesAndItsNames(String host) {
        assertTrue(new HostNames(Set.of("Gate.example")).answersTo(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "gate.example.", "",
        "1.2.3", "[::1].evil.example"})
    void shouldNotAnswerToNamesOfOthers(String host) {
        assertFalse(new HostNames(Set.of("gate.example")).answersTo(host));
        assertFalse(new HostNames(Set.of()).answersTo(null));
    }

    @Test
    void shouldLetNothingButItselfIntoOurPages() {
        Map<String, String> ours = new HashMap<>();
        AnswerHeaders.write("/system/console/gateway-flows", false, ours::put);
        assertEquals("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
            ours.get("Content-Security-Policy"));
        assertFalse(ours.containsKey("Strict-Transport-Security"));
        Map<String, String> stock = new HashMap<>();
        AnswerHeaders.write("/system/console/bundles", true, stock::put);
        assertTrue(stock.get("Content-Security-Policy").contains("default-src 'none'"));
        assertTrue(stock.get("Content-Security-Policy").contains("frame-ancestors 'none'"));
        assertTrue(stock.containsKey("Strict-Transport-Security"));
    }
}
