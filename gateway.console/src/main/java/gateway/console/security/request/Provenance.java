package gateway.console.security.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Whether a request comes from a page of this console. A browser says so in headers that no page can forge: the first
 * of Sec-Fetch-Site, Origin and Referer that is there decides. Browsers send one of them with every request that
 * changes something.
 */
public enum Provenance {
    /** From a page of the console. */
    OWN,
    /** From a page of somebody else, or from one that hides where it is. */
    FOREIGN,
    /** No browser said anything: a script, or something that strips headers. */
    UNSAID;

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether requests of that method change nothing, as far as HTTP goes. */
    public static boolean isHarmless(String method) {
        return HARMLESS.contains(method);
    }

    /**
     * Where a request comes from.
     *
     * @param own the console's own origin as the request names it: scheme, host and port
     * @param header gives a header by its name, or null
     */
    public static Provenance of(String own, UnaryOperator<String> header) {
        String site = header.apply("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") ? OWN : FOREIGN;
        }
        String origin = Optional.ofNullable(header.apply("Origin")).orElse(header.apply("Referer"));
        if (origin == null) {
            return UNSAID;
        }
        return same(own, origin) ? OWN : FOREIGN;
    }

    private static boolean same(String own, String named) {
        try {
            return origin(new URI(named)).filter(origin(new URI(own)).orElseThrow()::equals).isPresent();
        } catch (URISyntaxException nonsense) {
            return false;
        }
    }

    private static Optional<String> origin(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    }
}
