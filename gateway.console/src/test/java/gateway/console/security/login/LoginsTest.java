package gateway.console.security.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.console.security.Role;
import gateway.console.security.Visitor;
import gateway.console.security.user.PasswordHash;
import gateway.console.security.user.User;
import gateway.console.security.user.UserDirectory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
    private static final long MINUTE = 60_000;

    @TempDir
    private Path conf;
    private long now = 1_000_000;
    private User ann;
    private User bob;
    private Logins logins;

    @BeforeEach
    void prepare() throws Exception {
        ann = Samples.user("ann", Role.VIEWER);
        bob = Samples.user("bob", Role.ADMINISTRATOR);
        logins = new Logins(new UserDirectory(Samples.file(conf, ann, bob), Assertions::fail),
            new Secrets(new SecureRandom()), () -> now, new Logins.Limits(Duration.ofMinutes(30), Duration.ofHours(2)));
    }

    @Test
    void shouldKnowWhoHasALogin() {
        String id = logins.begin(ann);
        Visitor visitor = logins.find(id, true).orElseThrow();
        assertEquals("ann", visitor.user());
        assertEquals(Set.of(Role.VIEWER), visitor.roles());
        assertFalse(logins.find(id + "x", true).isPresent());
        assertFalse(logins.find("", true).isPresent());
    }

    @Test
    void shouldGiveEachLoginItsOwnIdAndToken() {
        String one = logins.begin(ann);
        String other = logins.begin(ann);
        assertNotEquals(one, other);
        assertEquals(43, one.length()); // 256 bits
        assertNotEquals(logins.find(one, true).orElseThrow().token(), logins.find(other, true).orElseThrow().token());
        assertNotEquals(one, logins.find(one, true).orElseThrow().token());
    }

    @Test
    void shouldEndWhenIdleAndNotWhileUsed() {
        String id = logins.begin(ann);
        for (int i = 0; i < 3; i++) {
            now += 29 * MINUTE;
            assertTrue(logins.find(id, true).isPresent());
        }
        now += 30 * MINUTE;
        assertFalse(logins.find(id, true).isPresent());
        now -= 30 * MINUTE;
        assertFalse(logins.find(id, true).isPresent(), "an ended login stays ended");
    }

    @Test
    void shouldNotTakeABackgroundRequestForUse() {
        String id = logins.begin(ann);
        now += 29 * MINUTE;
        assertTrue(logins.find(id, false).isPresent());
        now += MINUTE;
        assertFalse(logins.find(id, false).isPresent());
    }

    @Test
    void shouldEndInAnyCaseWhenItIsOld() {
        String id = logins.begin(ann);
        for (int i = 0; i < 5; i++) {
            now += 20 * MINUTE;
            assertTrue(logins.find(id, true).isPresent());
        }
        now += 20 * MINUTE;
        assertFalse(logins.find(id, true).isPresent());
    }

    @Test
    void shouldEndWithLogOutWithTheUserAndWithThePassword() throws Exception {
        String left = logins.begin(ann);
        logins.end(left);
        assertFalse(logins.find(left, true).isPresent());

        String withUser = logins.begin(ann);
        String withPassword = logins.begin(bob);
        Samples.file(conf, new User("bob", bob.roles(), PasswordHash.ofNobody(new SecureRandom())));
        assertFalse(logins.find(withUser, true).isPresent());
        assertFalse(logins.find(withPassword, true).isPresent());
    }

    @Test
    void shouldFollowTheRolesOfTheUser() throws Exception {
        String id = logins.begin(bob);
        assertTrue(logins.find(id, true).orElseThrow().mayChange());
        Samples.file(conf, Samples.user("bob", Role.AUDITOR));
        assertFalse(logins.find(id, true).orElseThrow().mayChange());
        assertTrue(logins.find(id, true).orElseThrow().maySeeContent());
    }

    @Test
    void shouldMakeRoomByTheUsersLeastUsedLogin() {
        String others = logins.begin(bob);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Logins.A_USER; i++) {
            ids.add(logins.begin(ann));
            now++;
        }
        assertTrue(logins.find(ids.get(0), true).isPresent());
        logins.begin(ann);
        assertTrue(logins.find(ids.get(0), true).isPresent());
        assertFalse(logins.find(ids.get(1), true).isPresent());
        assertTrue(logins.find(others, true).isPresent());
    }
}
