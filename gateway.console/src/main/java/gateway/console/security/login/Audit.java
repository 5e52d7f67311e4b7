package gateway.console.security.login;

import gateway.console.security.user.User;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what, as lines of the logger {@value #LOGGER}. Nothing that a stranger sent stands there as it came: names
 * that can be no user's are left out, other text is cut and made plain.
 */
public final class Audit {
    /** The logger's name, for {@code logback.xml}. */
    public static final String LOGGER = "gateway.console.audit";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 200;

    private Audit() {
    }

    /** Somebody logged in. */
    static void loggedIn(HttpServletRequest request, String user) {
        LOG.info("login: {} from {}", user, request.getRemoteAddr());
    }

    /** Somebody logged out. */
    public static void loggedOut(HttpServletRequest request, String user) {
        LOG.info("logout: {} from {}", user, request.getRemoteAddr());
    }

    /** Somebody could not log in. */
    static void failed(HttpServletRequest request, String name, boolean locked) {
        LOG.warn("login failed: {} from {}{}", User.isName(name) ? name : "(no user's name)", request.getRemoteAddr(),
            locked ? "; locked out for a while" : "");
    }

    /** Somebody changed something, or tried to. */
    public static void changed(HttpServletRequest request, String user, int status) {
        String action = request.getParameter("action");
        LOG.info("change: {} from {}: {} {}{}: {}", user, request.getRemoteAddr(), plain(request.getMethod()),
            plain(request.getRequestURI()), action == null ? "" : " action " + plain(action), status);
    }

    /** A request was turned away that nobody sends by mistake. */
    public static void refused(HttpServletRequest request, String who, String why) {
        LOG.warn("refused: {} from {}: {} {}: {}", who, request.getRemoteAddr(), plain(request.getMethod()),
            plain(request.getRequestURI()), why);
    }

    private static String plain(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
