package gateway.console.security.request;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** An answer whose cookies go nowhere else, whoever sets them. */
public final class StrictCookies extends HttpServletResponseWrapper {
    /** Felix's scripts read and write these: the language, the sorting of a table. */
    private static final String SCRIPTS_OWN = "felix-webconsole-";

    private final boolean secure;

    /** Wraps an answer; {@code secure} says whether the request came by HTTPS. */
    public StrictCookies(HttpServletResponse response, boolean secure) {
        super(response);
        this.secure = secure;
    }

    @Override
    public void addCookie(Cookie cookie) {
        cookie.setAttribute("SameSite", "Strict");
        cookie.setSecure(secure);
        if (!cookie.getName().startsWith(SCRIPTS_OWN)) {
            cookie.setHttpOnly(true);
        }
        super.addCookie(cookie);
    }
}
