package gateway.console.security.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A name and a password in a request's header, as scripts send them (RFC 7617).
 *
 * @param name the name
 * @param password the password
 */
public record BasicCredentials(String name, char[] password) {
    private static final String SCHEME = "basic ";
    private static final int LONGEST = 1024;

    /** Reads the header {@code Authorization}; null and other schemes are none. */
    public static Optional<BasicCredentials> of(String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String both = new String(decoded, StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0 ? Optional.empty()
                : Optional.of(new BasicCredentials(both.substring(0, colon), both.substring(colon + 1).toCharArray()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
