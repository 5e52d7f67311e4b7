package gateway.console.security.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.console.security.Role;
import gateway.console.security.user.User;
import gateway.console.security.user.UserDirectory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCheckTest {
    @TempDir
    private Path conf;
    private long now;
    private User admin;
    private PasswordCheck check;
    private KnownBrowsers browsers;

    @BeforeEach
    void prepare() throws Exception {
        admin = Samples.user("admin", Role.ADMINISTRATOR);
        UserDirectory users = new UserDirectory(Samples.file(conf, admin), Assertions::fail);
        SecureRandom random = new SecureRandom();
        check = new PasswordCheck(users, new LockOut(() -> now), random, Samples.HASH);
        browsers = new KnownBrowsers(users, new Secrets(random));
    }

    @Test
    void shouldLetInWithTheRightPasswordOnly() throws Exception {
        assertInstanceOf(Attempt.Right.class, attempt("admin", Samples.PASSWORD, "192.0.2.1"));
        assertEquals(new Attempt.Wrong(false), attempt("admin", Samples.PASSWORD + "x", "192.0.2.1"));
        assertEquals(new Attempt.Wrong(false), attempt("Admin", Samples.PASSWORD, "192.0.2.1"));
        assertEquals(new Attempt.Wrong(false), attempt("nobody", "", "192.0.2.1"));
    }

    @Test
    void shouldNotLookAtEvenTheRightPasswordWhileLocked() throws Exception {
        lock("192.0.2.1");
        assertInstanceOf(Attempt.Wait.class, attempt("admin", Samples.PASSWORD, "192.0.2.1"));
        now += 10_000;
        assertInstanceOf(Attempt.Right.class, attempt("admin", Samples.PASSWORD, "192.0.2.1"));
    }

    @Test
    void shouldNotLookAtARememberedPasswordWhileLockedEither() throws Exception {
        attempt("admin", Samples.PASSWORD, "192.0.2.1");
        lock("192.0.2.1");
        assertInstanceOf(Attempt.Wait.class, attempt("admin", Samples.PASSWORD, "192.0.2.1"));
    }

    @Test
    void shouldLockOutAddressesNotNeighbours() throws Exception {
        lock("192.0.2.1");
        assertInstanceOf(Attempt.Right.class, attempt("admin", Samples.PASSWORD, "192.0.2.2"));
        lock("2001:db8::1");
        assertInstanceOf(Attempt.Wait.class, attempt("admin", Samples.PASSWORD, "2001:db8::ffff:2"));
        assertInstanceOf(Attempt.Right.class, attempt("admin", Samples.PASSWORD, "2001:db8:0:1::1"));
    }

    @Test
    void shouldSlowDownGuessingFromManyAddressesButNotAKnownBrowser() throws Exception {
        Optional<String> known = browsers.name("admin", browsers.mark(admin));
        assertTrue(known.isPresent());
        for (int i = 0; i < 20; i++) {
            assertInstanceOf(Attempt.Wrong.class, attempt("admin", "guess " + i, "198.51.100." + i));
        }
        assertInstanceOf(Attempt.Wait.class, attempt("admin", Samples.PASSWORD, "203.0.113.1"));
        assertInstanceOf(Attempt.Right.class, check.check("admin", Samples.PASSWORD.toCharArray(),
            InetAddress.getByName("203.0.113.1"), known));
    }

    @Test
    void shouldKnowBrowsersByASignatureThatIsBoundToTheUser() {
        String mark = browsers.mark(admin);
        assertTrue(browsers.name("admin", mark).isPresent());
        assertFalse(browsers.name("nobody", mark).isPresent());
        assertFalse(browsers.name("admin", "x" + mark).isPresent());
        assertFalse(browsers.name("admin", mark + "x").isPresent());
        assertFalse(browsers.name("admin", "nothing").isPresent());
        assertFalse(browsers.name("admin", mark.substring(0, mark.indexOf('.') + 1)).isPresent());
    }

    private void lock(String address) throws Exception {
        for (int i = 0; i < 4; i++) {
            assertEquals(new Attempt.Wrong(false), attempt("someone", "guess", address));
        }
        assertEquals(new Attempt.Wrong(true), attempt("someone", "guess", address));
    }

    private Attempt attempt(String name, String password, String address) throws Exception {
        return check.check(name, password.toCharArray(), InetAddress.getByName(address), Optional.empty());
    }
}
