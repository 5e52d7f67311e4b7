package gateway.console.security.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * The two cookies of a login. Browsers keep cookies by host, not by port: the port is in the name, so that two gateways
 * on one machine do not end each other's logins. Over HTTPS the prefix makes the browser see to Secure and Path.
 */
final class Cookies {
    private static final int KNOWN_SECONDS = 180 * 24 * 3600;
    private static final int UNTIL_BROWSER_ENDS = -1;

    private Cookies() {
    }

    static Optional<String> login(HttpServletRequest request) {
        return value(request, name(request, "gateway"));
    }

    static Optional<String> browser(HttpServletRequest request) {
        return value(request, name(request, "gateway-browser"));
    }

    static void setLogin(HttpServletRequest request, HttpServletResponse response, String id) {
        set(request, response, name(request, "gateway"), id, UNTIL_BROWSER_ENDS);
    }

    static void setBrowser(HttpServletRequest request, HttpServletResponse response, String mark) {
        set(request, response, name(request, "gateway-browser"), mark, KNOWN_SECONDS);
    }

    static void clearLogin(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, name(request, "gateway"), "", 0);
    }

    private static String name(HttpServletRequest request, String name) {
        return (request.isSecure() ? "__Host-" : "") + name + "-" + request.getLocalPort();
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String name, String value,
                            int seconds) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
