package gateway.console.security.user;

import gateway.console.security.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who may log in.
 *
 * @param name 1 to 32 of {@code a-z A-Z 0-9 . _ -}, not beginning with a sign
 * @param roles at least one
 * @param password the hash of the password
 */
public record User(String name, Set<Role> roles, PasswordHash password) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    /**
     * Keeps its own set of roles.
     *
     * @throws IllegalArgumentException if the name is none or there is no role, in words
     */
    public User {
        if (!isName(name)) {
            throw new IllegalArgumentException("a name has 1 to 32 letters, digits and . _ -");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(name + " has no role");
        }
        roles = Set.copyOf(roles);
    }

    /** Whether a text may be a user's name, and so may be logged as it is. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Reads roles as files and commands write them: {@code viewer,auditor}.
     *
     * @throws IllegalArgumentException if there is another word among them
     */
    static Set<Role> roles(String words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words.split(",")) {
            roles.add(Role.of(word.strip()).orElseThrow(() -> new IllegalArgumentException(
                "a role is viewer, auditor or administrator, several with a comma between them")));
        }
        return roles;
    }

    /** Its roles as files and commands write them. */
    String roleWords() {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(","));
    }
}
