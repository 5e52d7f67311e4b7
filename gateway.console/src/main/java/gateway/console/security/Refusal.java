package gateway.console.security;

import gateway.console.security.login.Attempt;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * An answer that says no, and why, in words of our own: nothing of the request comes back in it.
 *
 * @param status the HTTP status
 * @param reason a sentence for the person, plain ASCII without {@code < > &}
 */
record Refusal(int status, String reason) {
    /** The challenge is of no scheme that browsers know: they would keep a password and send it from any page. */
    private static final String CHALLENGE = "Gateway realm=\"P2PADM\"";

    static Optional<Refusal> because(int status, String reason) {
        return Optional.of(new Refusal(status, reason));
    }

    /** For a name and a password that were not right. */
    static Refusal of(Attempt attempt) {
        if (attempt instanceof Attempt.Wait wait) {
            return new Refusal(429, "Too many failed attempts. Try again in " + wait.seconds() + " seconds.");
        }
        return attempt instanceof Attempt.Busy
            ? new Refusal(503, "Many are logging in at this moment. Try again.")
            : new Refusal(401, "The name or the password is wrong.");
    }

    void answer(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", CHALLENGE);
        }
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(reason);
    }
}
