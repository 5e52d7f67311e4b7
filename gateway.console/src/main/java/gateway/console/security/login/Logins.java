package gateway.console.security.login;

import gateway.console.security.Visitor;
import gateway.console.security.user.User;
import gateway.console.security.user.UserDirectory;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The logins that last. Each has a random id that the browser keeps in a cookie, and ends when it is not used for a
 * while, when it is old, with the user, or with the user's password. Roles are the user's of this moment. Bounded: a
 * user's oldest login makes room for a new one. Any thread.
 */
public final class Logins {
    static final int A_USER = 16;

    private final UserDirectory users;
    private final Secrets secrets;
    private final LongSupplier clock;
    private final Map<String, Login> byDigest = new HashMap<>();
    private volatile Limits limits;

    /**
     * How long a login lasts.
     *
     * @param idle without a request
     * @param absolute in any case
     */
    public record Limits(Duration idle, Duration absolute) {
    }

    Logins(UserDirectory users, Secrets secrets, LongSupplier clock, Limits limits) {
        this.users = users;
        this.secrets = secrets;
        this.clock = clock;
        this.limits = limits;
    }

    /** From now on, for all logins. */
    public void limit(Limits changed) {
        limits = changed;
    }

    /** Begins a login and returns its id. */
    public synchronized String begin(User user) {
        long now = clock.getAsLong();
        byDigest.values().removeIf(hasEnded(now));
        if (byDigest.values().stream().filter(of(user)).count() >= A_USER) {
            byDigest.entrySet().stream().filter(entry -> of(user).test(entry.getValue()))
                .min(Comparator.comparingLong(entry -> entry.getValue().used()))
                .ifPresent(oldest -> byDigest.remove(oldest.getKey()));
        }
        String id = secrets.made();
        byDigest.put(Secrets.digest(id), new Login(user.name(), user.password(), secrets.made(), now, now));
        return id;
    }

    /** Who has the login of that id; {@code used} says whether this counts as a use. */
    public Optional<Visitor> find(String id, boolean used) {
        return find(Secrets.digest(id), used, clock.getAsLong()).flatMap(login -> users.find(login.user())
            .filter(user -> user.password().equals(login.password()))
            .map(user -> new Visitor(user.name(), user.roles(), login.token())));
    }

    /** Ends the login of that id, if there is one. */
    public synchronized void end(String id) {
        byDigest.remove(Secrets.digest(id));
    }

    private synchronized Optional<Login> find(String digest, boolean used, long now) {
        byDigest.computeIfPresent(digest, (same, login) ->
            hasEnded(now).test(login) ? null : used ? login.usedAt(now) : login);
        return Optional.ofNullable(byDigest.get(digest));
    }

    private Predicate<Login> hasEnded(long now) {
        return login -> now - login.used() >= limits.idle().toMillis()
            || now - login.begun() >= limits.absolute().toMillis();
    }

    private static Predicate<Login> of(User user) {
        return login -> login.user().equals(user.name());
    }
}
