package gateway.console.security.request;

import java.util.function.BiConsumer;

/** What every answer tells the browser to refuse. */
public final class AnswerHeaders {
    private static final String OURS = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    /** Felix's pages hold scripts and styles, and their sorting of tables needs eval. */
    private static final String STOCK = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        + "style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    private static final String YEAR = "max-age=31536000";

    private AnswerHeaders() {
    }

    /**
     * Writes them; a page may say otherwise for what is its own.
     *
     * @param path the request's path
     * @param secure whether it came by HTTPS
     */
    public static void write(String path, boolean secure, BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", Access.isStock(path) ? STOCK : OURS);
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("X-Frame-Options", "DENY");
        // the filters of old browsers did harm of their own
        header.accept("X-XSS-Protection", "0");
        // "no-referrer" would hide the origin of our own forms too
        header.accept("Referrer-Policy", "same-origin");
        header.accept("Cross-Origin-Opener-Policy", "same-origin");
        header.accept("Cross-Origin-Resource-Policy", "same-origin");
        header.accept("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        header.accept("Cache-Control", "no-store");
        if (secure) {
            header.accept("Strict-Transport-Security", YEAR);
        }
    }
}
