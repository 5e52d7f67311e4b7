package gateway.console.security;

import gateway.console.security.login.Attempt;
import gateway.console.security.login.LoginDesk;
import gateway.console.security.request.Access;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The login page: the only one that a stranger sees. */
final class LoginPage {
    /** Where a login may lead to: below the console, without dots that lead out, and to no other host. */
    private static final Pattern NEXT = Pattern.compile(Access.CONSOLE + "(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?");
    private static final String STYLE_PATH = Access.LOGIN + "/style.css";
    private static final int LONGEST = 256;

    private final LoginDesk desk;
    private final String page = resource("login.html");
    private final String style = resource("login.css");

    LoginPage(LoginDesk desk) {
        this.desk = desk;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        if (path.equals(STYLE_PATH)) {
            write(response, 200, "text/css", style);
        } else if (!path.equals(Access.LOGIN)) {
            Refusal.because(404, "There is no such page.").orElseThrow().answer(response);
        } else if (request.getMethod().equals("POST")) {
            logIn(request, response);
        } else {
            show(request, response, 200, "");
        }
    }

    /** A path as the value of a parameter. */
    static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private void logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = Optional.ofNullable(request.getParameter("name")).orElse("").strip();
        char[] password = Optional.ofNullable(request.getParameter("password")).orElse("").toCharArray();
        if (name.isEmpty() || password.length == 0 || name.length() > LONGEST) {
            show(request, response, 400, "Please give a name and a password.");
            return;
        }
        Attempt attempt = desk.begin(request, response, name, password);
        Arrays.fill(password, ' ');
        if (attempt instanceof Attempt.Right) {
            response.sendRedirect(next(request).orElse(Access.CONSOLE));
        } else {
            Refusal refusal = Refusal.of(attempt);
            show(request, response, refusal.status() == 401 ? 403 : refusal.status(), refusal.reason());
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, int status, String message)
        throws IOException {
        write(response, status, "text/html", page
            .replace("@message@", message.isEmpty() ? "" : "<p role=\"alert\">" + message + "</p>")
            .replace("@next@", next(request).orElse("")));
    }

    private static Optional<String> next(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("next")).filter(next -> next.length() <= LONGEST)
            .filter(next -> NEXT.matcher(next).matches());
    }

    private static void write(HttpServletResponse response, int status, String type, String text) throws IOException {
        response.setStatus(status);
        response.setContentType(type + ";charset=utf-8");
        response.getWriter().write(text);
    }

    private static String resource(String name) {
        try (InputStream stream = LoginPage.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ourOwnBundle) {
            throw new UncheckedIOException(ourOwnBundle);
        }
    }
}
