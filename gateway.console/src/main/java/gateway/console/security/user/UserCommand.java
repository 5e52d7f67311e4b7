package gateway.console.security.user;

import gateway.console.security.Role;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ./gateway user}: lists and changes the users, whether the gateway runs or not; a running one notices at once.
 * Passwords come from the terminal or standard input, never from an argument, which every process can read.
 */
public final class UserCommand {
    private static final int FAILED = 1;
    private static final int WRONG_REQUEST = 2;
    private static final String USAGE = "user: list | add NAME ROLE[,ROLE] | role NAME ROLE[,ROLE] | password NAME | "
        + "remove NAME";

    private final UserFile file;
    private final PrintStream out;
    private final PasswordSource passwords;
    private final SecureRandom random = new SecureRandom();

    UserCommand(UserFile file, PrintStream out, PasswordSource passwords) {
        this.file = file;
        this.out = out;
        this.passwords = passwords;
    }

    /** Where a password comes from. */
    @FunctionalInterface
    interface PasswordSource {
        /** The password for a user, as often as it has to be typed. */
        char[] read(String user) throws IOException;
    }

    /** Called by the launcher: the directory of configurations, then the request. */
    public static void main(String[] arguments) {
        UserCommand command = new UserCommand(new UserFile(Path.of(arguments[0])), System.out, UserCommand::ask);
        try {
            command.run(List.of(arguments).subList(1, arguments.length));
        } catch (IllegalArgumentException wrong) {
            System.err.println("gateway: " + wrong.getMessage());
            System.exit(WRONG_REQUEST);
        } catch (IOException failed) {
            System.err.println("gateway: " + failed.getMessage());
            System.exit(FAILED);
        }
    }

    /**
     * Does what is asked for.
     *
     * @throws IllegalArgumentException if the request is wrong, in words
     */
    void run(List<String> request) throws IOException {
        String word = request.isEmpty() ? "" : request.get(0);
        String name = request.size() < 2 ? "" : request.get(1);
        switch (word + "/" + request.size()) {
            case "list/1" -> list();
            case "add/3" -> add(name, User.roles(request.get(2)));
            case "role/3" -> file.change(users -> {
                users.put(name, new User(name, User.roles(request.get(2)), existing(users, name).password()));
                keepAdministrator(users);
            });
            case "password/2" -> password(name);
            case "remove/2" -> file.change(users -> {
                users.remove(existing(users, name).name());
                keepAdministrator(users);
            });
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private void list() throws IOException {
        file.read().values().forEach(user -> out.println(user.name() + "  " + user.roleWords()));
    }

    private void add(String name, Set<Role> roles) throws IOException {
        if (file.read().containsKey(name)) {
            throw new IllegalArgumentException("there is a user " + name);
        }
        User user = new User(name, roles, hash(name));
        file.change(users -> {
            if (users.size() >= UserFile.MOST_USERS || users.putIfAbsent(name, user) != null) {
                throw new IllegalArgumentException("there is a user " + name + ", or there are too many");
            }
        });
    }

    private void password(String name) throws IOException {
        existing(file.read(), name);
        PasswordHash hash = hash(name);
        file.change(users -> users.put(name, new User(name, existing(users, name).roles(), hash)));
    }

    private PasswordHash hash(String name) throws IOException {
        if (!User.isName(name)) {
            throw new IllegalArgumentException("a name has 1 to 32 letters, digits and . _ -");
        }
        char[] password = passwords.read(name);
        try {
            NewPassword.check(password, name);
            return PasswordHash.of(password, random);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static User existing(Map<String, User> users, String name) {
        return Optional.ofNullable(users.get(name))
            .orElseThrow(() -> new IllegalArgumentException("there is no such user; see ./gateway user list"));
    }

    private static void keepAdministrator(Map<String, User> users) {
        if (users.values().stream().noneMatch(user -> user.roles().contains(Role.ADMINISTRATOR))) {
            throw new IllegalArgumentException("this is the only administrator");
        }
    }

    /** From the terminal, twice and unseen, or one line of standard input. */
    private static char[] ask(String user) throws IOException {
        Console terminal = System.console();
        if (terminal == null) {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new IllegalArgumentException("no password on standard input");
            }
            return line.toCharArray();
        }
        char[] first = terminal.readPassword("Password for %s: ", user);
        char[] second = terminal.readPassword("Once more: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new IllegalArgumentException("that was not the same password twice");
        }
        return first;
    }
}
