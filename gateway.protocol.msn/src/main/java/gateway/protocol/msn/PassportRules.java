package gateway.protocol.msn;

import gateway.api.protocol.HttpMessage;
import java.util.Locale;
import java.util.Map;

/** Signing in by Passport, as far as it is to be seen: nearly all of it is encrypted. */
final class PassportRules {
    private static final String SCHEME = "passport1.4";

    private PassportRules() {
    }

    /** Whether somebody asks for a ticket for the messenger service. */
    static boolean isSignIn(HttpMessage.Request request) {
        String asked = request.header("Authorization").orElse("").toLowerCase(Locale.ROOT);
        return asked.startsWith(SCHEME) && asked.contains("orgurl=") && asked.contains("messenger");
    }

    /** Says so where somebody does. What proves the account is not passed on. */
    static void announce(Report report, HttpMessage.Request request) {
        if (isSignIn(request)) {
            report.identified("passport", Map.of("hostname", Text.cut(request.header("Host").orElse(""))));
        }
    }
}
