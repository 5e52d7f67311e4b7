package gateway.console.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request of the console, for the page that answers it. A page never sees a request without one: who is not
 * logged in, or may not see the page, has been turned away before. Immutable; any thread.
 *
 * @param user the name that the visitor logged in with: letters, digits, {@code . _ -}, at most 32
 * @param roles what the visitor may do; never empty
 * @param token belongs to the visitor's login and is as secret: a page puts it into {@link #TOKEN_HEADER} of every
 *     request that changes something, or into a form's hidden field {@link #TOKEN_FIELD}
 */
public record Visitor(String user, Set<Role> roles, String token) {
    /** The header in which scripts of our pages send the token. */
    public static final String TOKEN_HEADER = "X-Gateway-Token";
    /** The field in which forms of our pages send the token. */
    public static final String TOKEN_FIELD = "gatewayToken";
    /** The request's attribute that holds the visitor. */
    public static final String ATTRIBUTE = "gateway.console.visitor";
    /**
     * The header by which our pages say that a request is their own doing, such as the next reading of a chart: it does
     * not count as use of the login, which so ends although a page is open. Any value.
     */
    public static final String BACKGROUND_HEADER = "X-Gateway-Background";
    /** The request's attribute that says whether a script sent it, with its password. */
    static final String SCRIPT = "gateway.console.script";

    /** Keeps its own set of roles. */
    public Visitor {
        roles = Set.copyOf(roles);
    }

    /**
     * The visitor who sent a request.
     *
     * @throws IllegalStateException if the request did not come through the console's security
     */
    public static Visitor of(HttpServletRequest request) {
        return Optional.ofNullable((Visitor) request.getAttribute(ATTRIBUTE))
            .orElseThrow(() -> new IllegalStateException("a request that nobody has let in"));
    }

    /** Whether rules, flows, bundles and configuration may be changed. */
    public boolean mayChange() {
        return roles.contains(Role.ADMINISTRATOR);
    }

    /** Whether content may be shown: messages, names of files, searches. */
    public boolean maySeeContent() {
        return roles.contains(Role.AUDITOR);
    }

    /**
     * Whether a request carries the visitor's token, or comes from a script that sent the password itself. For our own
     * pages ({@code /system/console/gateway...}) this has been checked, as has {@link #mayChange}, before a request
     * other than GET, HEAD and OPTIONS reaches them.
     */
    public boolean confirms(HttpServletRequest request) {
        if (Boolean.TRUE.equals(request.getAttribute(SCRIPT))) {
            return true;
        }
        String header = request.getHeader(TOKEN_HEADER);
        String sent = header != null ? header : request.getParameter(TOKEN_FIELD);
        return sent != null && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
