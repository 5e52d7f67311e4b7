package gateway.console.security;

import gateway.console.security.login.LoginDesk;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.felix.webconsole.spi.SecurityProvider;

/**
 * Tells Felix's console who a visitor is. The {@link Guard} has settled it before; a request that did not pass it is
 * refused, so that the console is closed, not open, if the guard should ever be missing.
 */
public final class FelixSecurity implements SecurityProvider {
    /** The name by which {@code felix.properties} requires it: without it Felix's console does not open. */
    public static final String ID = "gateway";

    private final LoginDesk desk;

    /** Lets out by {@code desk}. */
    public FelixSecurity(LoginDesk desk) {
        this.desk = desk;
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Object visitor = request.getAttribute(Visitor.ATTRIBUTE);
        if (visitor == null) {
            try {
                new Refusal(503, "The console is starting or stopping.").answer(response);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
        return visitor;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return user instanceof Visitor visitor && visitor.mayChange();
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        desk.end(request, response);
    }
}
