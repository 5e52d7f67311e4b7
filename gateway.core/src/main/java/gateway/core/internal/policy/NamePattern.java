package gateway.core.internal.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A pattern for file names: {@code *} stands for any characters, {@code ?} for one; letters of either case are equal.
 * It is compared with the last part of the path and with the whole name, query included. A pattern without
 * {@code *} and {@code ?} has to stand somewhere in the name.
 */
record NamePattern(String pattern) {
    /** Brings it into the form in which names are compared. */
    NamePattern {
        String lower = pattern.toLowerCase(Locale.ROOT);
        pattern = lower.indexOf('*') < 0 && lower.indexOf('?') < 0 ? "*" + lower + "*" : lower;
    }

    /** Whether a name as it was asked for, percent-encoding undone once, fits. */
    boolean matches(String name) {
        String plain = decode(name).toLowerCase(Locale.ROOT);
        int query = plain.indexOf('?');
        String path = query < 0 ? plain : plain.substring(0, query);
        return fits(plain) || fits(path) || fits(path.substring(path.lastIndexOf('/') + 1));
    }

    /** Greedy with one point to come back to: linear in practice, and never worse than name times pattern. */
    private boolean fits(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /**
     * Undoes percent-encoding; the bytes are UTF-8 where they can be, else ISO 8859-1. Broken escapes stay as they
     * are.
     */
    private static String decode(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
