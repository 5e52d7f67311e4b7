package gateway.console.security.login;

import gateway.console.security.Visitor;
import gateway.console.security.user.PasswordHash;
import gateway.console.security.user.User;
import gateway.console.security.user.UserDirectory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Lets people in and out, by form and cookie or, for scripts, by a header of each request. Any thread. */
public final class LoginDesk {
    private final PasswordCheck check;
    private final KnownBrowsers browsers;
    private final Logins logins;

    /**
     * Makes a desk.
     *
     * @param users who there is
     * @param random for ids
     * @param clock monotonic milliseconds
     * @param limits how long logins last
     */
    public LoginDesk(UserDirectory users, SecureRandom random, LongSupplier clock, Logins.Limits limits) {
        Secrets secrets = new Secrets(random);
        check = new PasswordCheck(users, new LockOut(clock), random, PasswordHash.ofNobody(random));
        browsers = new KnownBrowsers(users, secrets);
        logins = new Logins(users, secrets, clock, limits);
    }

    /** How long logins last from now on. */
    public void limit(Logins.Limits limits) {
        logins.limit(limits);
    }

    /** Who has the login whose cookie a request carries. */
    public Optional<Visitor> byCookie(HttpServletRequest request) {
        boolean used = request.getHeader(Visitor.BACKGROUND_HEADER) == null;
        return Cookies.login(request).flatMap(id -> logins.find(id, used));
    }

    /** What comes of the name and the password in a request's header, if it has them. */
    public Optional<Attempt> byHeader(HttpServletRequest request) {
        return BasicCredentials.of(request.getHeader("Authorization"))
            .map(sent -> attempt(request, sent.name(), sent.password()));
    }

    /** A visitor for the length of one request. */
    public static Visitor once(User user) {
        return new Visitor(user.name(), user.roles(), new Secrets(new SecureRandom()).made());
    }

    /** Tries to log somebody in; where that is right, the answer's cookies say so from now on. */
    public Attempt begin(HttpServletRequest request, HttpServletResponse response, String name, char[] password) {
        Attempt attempt = attempt(request, name, password);
        if (attempt instanceof Attempt.Right right) {
            Cookies.login(request).ifPresent(logins::end);
            Cookies.setLogin(request, response, logins.begin(right.user()));
            Cookies.setBrowser(request, response, browsers.mark(right.user()));
            Audit.loggedIn(request, name);
        }
        return attempt;
    }

    /** Ends the login of a request. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        byCookie(request).ifPresent(visitor -> Audit.loggedOut(request, visitor.user()));
        Cookies.login(request).ifPresent(logins::end);
        Cookies.clearLogin(request, response);
    }

    private Attempt attempt(HttpServletRequest request, String name, char[] password) {
        Optional<String> browser = Cookies.browser(request).flatMap(mark -> browsers.name(name, mark));
        Attempt attempt = check.check(name, password, address(request), browser);
        if (attempt instanceof Attempt.Wrong wrong) {
            Audit.failed(request, name, wrong.locked());
        }
        return attempt;
    }

    private static InetAddress address(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()); // an address, so nothing is looked up
        } catch (UnknownHostException noAddress) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
