package gateway.console.security.login;

import gateway.console.security.user.User;
import gateway.console.security.user.UserDirectory;
import java.util.Optional;

/**
 * Browsers from which a user has logged in before. Such a browser keeps a signed mark; with it, failures elsewhere do
 * not lock the user out. The key is the hash of the password: nothing has to be kept, and a new password makes all
 * marks worthless. Any thread.
 */
public final class KnownBrowsers {
    private final UserDirectory users;
    private final Secrets secrets;

    KnownBrowsers(UserDirectory users, Secrets secrets) {
        this.users = users;
        this.secrets = secrets;
    }

    /** A mark for a browser from which that user just logged in: letters, digits, and . - _ */
    public String mark(User user) {
        String browser = secrets.made();
        return browser + "." + signature(user, browser);
    }

    /** What a mark calls the browser, if that user's password signed it. */
    public Optional<String> name(String user, String mark) {
        int dot = mark.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String browser = mark.substring(0, dot);
        return users.find(user).filter(found -> Secrets.same(mark.substring(dot + 1), signature(found, browser)))
            .map(found -> browser);
    }

    private static String signature(User user, String browser) {
        return Secrets.signature(user.password().toString(), user.name() + "\n" + browser);
    }
}
