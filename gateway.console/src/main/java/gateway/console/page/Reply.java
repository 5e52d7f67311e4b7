package gateway.console.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sends what was made, with the headers that every reply of ours carries, and nothing where the visitor has it. */
final class Reply {
    /** Nothing inline, nothing from elsewhere, no text that becomes markup. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";
    private static final int TAG_BYTES = 12;

    private Reply() {
    }

    /** Sends a body that may be asked for again: where it is still the same, only that is said. */
    static void conditional(HttpServletRequest request, HttpServletResponse response, String type, String caching,
                            byte[] body) throws IOException {
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
    static void send(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
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
