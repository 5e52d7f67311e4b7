package gateway.console.security.user;

import gateway.console.security.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The user that there is when nobody has made one: an administrator with a password that is made, shown once, and kept
 * as a hash only. It is shown on the terminal and not by the log, which may be kept in files.
 */
public final class FirstUser {
    static final String NAME = "admin";

    private final UserFile users;
    private final SecureRandom random;
    private final PrintStream terminal;

    FirstUser(UserFile users, SecureRandom random, PrintStream terminal) {
        this.users = users;
        this.random = random;
        this.terminal = terminal;
    }

    /** Shown on standard error, where the log is. */
    public FirstUser(UserFile users, SecureRandom random) {
        this(users, random, System.err);
    }

    /** Makes it if there is no file of users. */
    public void makeIfNone() throws IOException {
        if (users.exists()) {
            return;
        }
        String password = NewPassword.made(random);
        PasswordHash hash = PasswordHash.of(password.toCharArray(), random);
        users.change(all -> all.put(NAME, new User(NAME, Set.of(Role.ADMINISTRATOR), hash)));
        terminal.printf("%n  The console's first user is %s, with the password %s%n"
            + "  It is not shown again. ./gateway user password %s sets another.%n%n", NAME, password, NAME);
        terminal.flush();
    }
}
