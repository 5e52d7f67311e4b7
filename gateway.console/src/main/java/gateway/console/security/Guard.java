package gateway.console.security;

import gateway.console.security.login.Attempt;
import gateway.console.security.login.Audit;
import gateway.console.security.login.LoginDesk;
import gateway.console.security.request.Access;
import gateway.console.security.request.AnswerHeaders;
import gateway.console.security.request.HostNames;
import gateway.console.security.request.Provenance;
import gateway.console.security.request.StrictCookies;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Stands in front of everything that the server serves, before it is even settled which servlet a path belongs to: no
 * page, ours, Felix's or one that comes with a bundle, can be forgotten. What passes carries a {@link Visitor}.
 */
public final class Guard implements Preprocessor {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final LoginDesk desk;
    private final LoginPage loginPage;
    private final RefusalLog refusals;
    private volatile HostNames names;

    /**
     * Lets in whom {@code desk} knows.
     *
     * @param names the names of the console
     * @param clock monotonic milliseconds
     */
    public Guard(LoginDesk desk, HostNames names, LongSupplier clock) {
        this.desk = desk;
        this.names = names;
        refusals = new RefusalLog(clock);
        loginPage = new LoginPage(desk);
    }

    /** Answers to these names from now on. */
    public void answerTo(HostNames changed) {
        names = changed;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
        throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = new StrictCookies((HttpServletResponse) anyResponse, request.isSecure());
        String path = path(request);
        AnswerHeaders.write(path, request.isSecure(), response::setHeader);
        Optional<Refusal> refusal = refusal(request, path);
        if (refusal.isPresent()) {
            refusals.note(request, refusal.get().reason());
            refusal.get().answer(response);
        } else if (path.equals("/")) {
            response.sendRedirect(Access.CONSOLE);
        } else if (Access.to(request.getMethod(), path) == Access.EVERYBODY) {
            loginPage.answer(request, response, path);
        } else if (path.equals(Access.LOGOUT)) {
            desk.end(request, response);
            response.sendRedirect(Access.LOGIN);
        } else {
            letIn(request, response, path, chain);
        }
    }

    /** What is wrong with a request, whoever sent it. */
    private Optional<Refusal> refusal(HttpServletRequest request, String path) {
        if (!METHODS.contains(request.getMethod())) {
            return Refusal.because(405, "This console knows no such method.");
        }
        if (!names.answersTo(request.getServerName())) {
            return Refusal.because(403, "This console does not answer to that name. The setting hostNames in "
                + "gateway.console.cfg can add it.");
        }
        if (!request.isSecure() && !isLoopback(request.getLocalAddr())) {
            return Refusal.because(403, "Beyond this machine the console is for HTTPS only.");
        }
        boolean changes = !Provenance.isHarmless(request.getMethod()) || path.equals(Access.LOGOUT);
        Provenance from = Provenance.of(own(request), request::getHeader);
        boolean script = from == Provenance.UNSAID && request.getHeader("Authorization") != null
            && desk.byCookie(request).isEmpty();
        if (changes && from != Provenance.OWN && !script) {
            return Refusal.because(403, "That request does not come from a page of this console.");
        }
        return Optional.empty();
    }

    private void letIn(HttpServletRequest request, HttpServletResponse response, String path, FilterChain chain)
        throws IOException, ServletException {
        Access needed = Access.to(request.getMethod(), path);
        Optional<Visitor> byCookie = desk.byCookie(request);
        if (byCookie.isPresent()) {
            serve(request, response, chain, byCookie.get(), false);
            return;
        }
        Optional<Attempt> byHeader = desk.byHeader(request);
        if (byHeader.isPresent()) {
            if (byHeader.get() instanceof Attempt.Right right) {
                serve(request, response, chain, LoginDesk.once(right.user()), true);
            } else {
                Refusal.of(byHeader.get()).answer(response);
            }
        } else if (needed == Access.NEIGHBOURS && isLoopback(request.getRemoteAddr())) {
            chain.doFilter(request, response);
        } else {
            askToLogIn(request, response, path);
        }
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
                              Visitor visitor, boolean script) throws IOException, ServletException {
        String path = path(request);
        boolean changes = !Provenance.isHarmless(request.getMethod());
        request.setAttribute(Visitor.SCRIPT, script);
        if (!Access.to(request.getMethod(), path).admits(visitor.roles())) {
            Audit.refused(request, visitor.user(), "not with the roles of this user");
            Refusal.because(403, "That is for administrators.").orElseThrow().answer(response);
        } else if (changes && Access.isOurs(path) && !visitor.confirms(request)) {
            Audit.refused(request, visitor.user(), "without the token of the login");
            Refusal.because(403, "That request lacks its token: load the page anew.").orElseThrow().answer(response);
        } else {
            request.setAttribute(Visitor.ATTRIBUTE, visitor);
            chain.doFilter(request, response);
            if (changes) {
                Audit.changed(request, visitor.user(), response.getStatus());
            }
        }
    }

    /** Pages lead to the login page; scripts and what pages fetch are told by the status. */
    private static void askToLogIn(HttpServletRequest request, HttpServletResponse response, String path)
        throws IOException {
        String accepted = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        if (request.getMethod().equals("GET") && accepted.contains("text/html") && Access.isPage(path)) {
            response.sendRedirect(Access.LOGIN + "?next=" + LoginPage.encoded(path));
        } else {
            Refusal.because(401, "Please log in.").orElseThrow().answer(response);
        }
    }

    /** As the server hands it to servlets: decoded, without dots, parameters and doubled slashes. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    private static String own(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
    }

    private static boolean isLoopback(String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
