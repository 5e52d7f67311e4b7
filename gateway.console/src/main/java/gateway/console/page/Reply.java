package gateway.console.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was made, and nothing where the visitor has it already. The headers that all of the console carries are
 * the guard's; ours only tighten them.
 */
final class Reply {
    /** Nothing inline, nothing from elsewhere, no text that becomes markup. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final int TAG_BYTES = 12;

    private Reply() {
    }

    /** Sends a body that may be asked for again: where it is still the same, only that is said. */
    static void conditional(HttpServletRequest request, HttpServletResponse response, String type, String caching,
                            byte[] body) {
        String tag = '"' + HexFormat.of().formatHex(digest(body), 0, TAG_BYTES) + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", caching);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        send(response, HttpServletResponse.SC_OK, type, body);
    }

    /** Sends a body. */
    static void send(HttpServletResponse response, int status, String type, byte[] body) {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException left) {
            // Who leaves a page does not wait for the answer that is under way.
            LOG.debug("a visitor left before the answer came", left);
        }
    }

    /** Some digits that differ where the bytes do. */
    static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
