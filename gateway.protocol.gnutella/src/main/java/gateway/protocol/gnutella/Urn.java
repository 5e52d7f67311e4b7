package gateway.protocol.gnutella;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Names of contents: {@code urn:sha1:} 32 characters of base32, {@code urn:bitprint:} that and a tree's hash. */
final class Urn {
    private static final String[] SCHEMES = {"urn:sha1:", "urn:bitprint:"};
    private static final int CHARACTERS = 32;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Urn() {
    }

    /** The SHA-1 in hexadecimal that a text names somewhere. */
    static Optional<String> sha1(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String scheme : SCHEMES) {
            int at = lower.indexOf(scheme);
            int from = at + scheme.length();
            if (at >= 0 && lower.length() >= from + CHARACTERS) {
                return decoded(lower.substring(from, from + CHARACTERS));
            }
        }
        return Optional.empty();
    }

    /** The name of a file as the content of lists; empty for no hash. */
    static String content(String sha1) {
        return sha1.isEmpty() ? "" : "urn:sha1:" + sha1;
    }

    private static Optional<String> decoded(String base32) {
        byte[] hash = new byte[CHARACTERS * 5 / 8];
        int bits = 0;
        int count = 0;
        int at = 0;
        for (int i = 0; i < base32.length(); i++) {
            int value = ALPHABET.indexOf(base32.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            bits = bits << 5 | value;
            count += 5;
            if (count >= 8) {
                count -= 8;
                hash[at++] = (byte) (bits >> count);
            }
        }
        return Optional.of(HexFormat.of().formatHex(hash));
    }
}
