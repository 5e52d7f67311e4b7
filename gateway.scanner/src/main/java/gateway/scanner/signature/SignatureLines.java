package gateway.scanner.signature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A file with a signature a line. */
final class SignatureLines {
    private static final String ANYWHERE = "*";

    private SignatureLines() {
    }

    /** Whether signatures in a file of that name match bytes, so that their length matters. */
    static boolean matchBytes(String name) {
        return name.matches(".*\\.(ndb|ndu|ldb|ldu)");
    }

    /** Counts lines; where they match bytes, also finds the longest. */
    static Survey read(String name, InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        boolean bodies = matchBytes(name);
        boolean logical = name.contains(".l");
        long count = 0;
        long longest = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            count++;
            if (bodies) {
                longest = Math.max(longest, logical ? logical(line) : extended(line));
            }
        }
        return new Survey(count, 0, longest);
    }

    /** Name:target:offset:body, and versions of the engine. */
    private static long extended(String line) {
        String[] fields = line.split(":");
        return fields.length > 3 && fields[2].equals(ANYWHERE) ? bounded(fields[3]) : 0;
    }

    /** Name;target;expression;body;body..., each body with an offset before it and modifiers behind it if need be. */
    private static long logical(String line) {
        String[] fields = line.split(";");
        long longest = 0;
        for (int i = 3; i < fields.length; i++) {
            String body = fields[i].replaceFirst("::[a-z]*$", "");
            int colon = body.indexOf(':');
            if (colon < 0 || body.startsWith(ANYWHERE + ":")) {
                longest = Math.max(longest, bounded(body.substring(colon + 1)));
            }
        }
        return longest;
    }

    private static long bounded(String body) {
        long span = SignatureSpan.of(body);
        return span == SignatureSpan.UNBOUNDED ? 0 : span;
    }
}
