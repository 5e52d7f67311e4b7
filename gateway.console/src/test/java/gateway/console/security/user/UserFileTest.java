package gateway.console.security.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.console.security.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file, what the command does to it, and what a running console sees of it. */
class UserFileTest {
    private static final String HASH =
        "pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=";

    @TempDir
    private Path conf;
    private UserFile file;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void prepare() {
        file = new UserFile(conf);
    }

    @Test
    void shouldMakeAnAdministratorOnceAndShowThePasswordOnce() throws Exception {
        FirstUser first = new FirstUser(file, new SecureRandom(), new PrintStream(printed, true));
        first.makeIfNone();
        String shown = printed.toString(StandardCharsets.UTF_8);
        String password = shown.replaceAll("(?s).*password (([a-z2-9]{4}-){4}[a-z2-9]{4}).*", "$1");
        User admin = file.read().get("admin");
        assertEquals(Set.of(Role.ADMINISTRATOR), admin.roles());
        assertTrue(admin.password().matches(password.toCharArray()), shown);
        assertFalse(Files.readString(file.path()).contains(password));
        first.makeIfNone();
        assertEquals(shown, printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldBeItsOwnersAlone() throws Exception {
        add("ann", Role.VIEWER);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        assertFalse(file.isOpenToOthers());
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(file.isOpenToOthers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann viewer", "ann viewer " + HASH + " more", "ann king " + HASH,
        "ann/../x viewer " + HASH, "ann viewer hash", "bob viewer " + HASH})
    void shouldNameTheLineThatIsWrong(String line) throws IOException {
        Files.write(file.path(), List.of("# users", "bob viewer " + HASH, line));
        IOException wrong = assertThrows(IOException.class, file::read);
        assertTrue(wrong.getMessage().startsWith(file.path() + ":3: "), wrong.getMessage());
    }

    @Test
    void shouldShowChangesToARunningConsoleAndKeepWhatIsGood() throws Exception {
        List<String> problems = new ArrayList<>();
        UserDirectory directory = new UserDirectory(file, problems::add);
        assertTrue(directory.find("ann").isEmpty());
        add("ann", Role.VIEWER);
        assertEquals(Set.of(Role.VIEWER), directory.find("ann").orElseThrow().roles());
        command("unused").run(List.of("role", "ann", "auditor,administrator"));
        assertEquals(Set.of(Role.AUDITOR, Role.ADMINISTRATOR), directory.find("ann").orElseThrow().roles());

        Files.writeString(file.path(), "nonsense");
        assertTrue(directory.find("ann").isPresent());
        directory.find("ann");
        assertEquals(1, problems.size(), problems.toString());
        Files.delete(file.path());
        assertTrue(directory.find("ann").isEmpty());
    }

    @Test
    void shouldAddChangeListAndRemove() throws Exception {
        UserCommand command = command("a long password");
        command.run(List.of("add", "root", "administrator"));
        command.run(List.of("add", "eve", "viewer,auditor"));
        command.run(List.of("list"));
        assertEquals("eve  viewer,auditor\nroot  administrator\n",
            printed.toString(StandardCharsets.UTF_8).replace("\r", ""));
        assertTrue(file.read().get("eve").password().matches("a long password".toCharArray()));
        command("another password").run(List.of("password", "eve"));
        assertTrue(file.read().get("eve").password().matches("another password".toCharArray()));
        command.run(List.of("remove", "eve"));
        assertEquals(Set.of("root"), file.read().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list all", "add", "add bob", "add bob king", "add .bob viewer", "add root viewer",
        "role root viewer", "remove root", "remove nobody", "password nobody", "password", "fly"})
    void shouldRefuseWithoutChangingAnything(String request) throws Exception {
        add("root", Role.ADMINISTRATOR);
        String before = Files.readString(file.path());
        assertThrows(IllegalArgumentException.class,
            () -> command("a long password").run(List.of(request.split(" "))));
        assertEquals(before, Files.readString(file.path()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "elevenchars"})
    void shouldRefuseShortPasswords(String password) {
        assertThrows(IllegalArgumentException.class, () -> command(password).run(List.of("add", "bob", "viewer")));
        assertFalse(file.exists());
    }

    private UserCommand command(String password) {
        return new UserCommand(file, new PrintStream(printed, true), user -> password.toCharArray());
    }

    private void add(String name, Role role) throws IOException {
        file.change(users -> users.put(name, new User(name, Set.of(role), PasswordHash.parse(HASH))));
    }
}
