package gateway.protocol.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names of a file in a Content-Disposition (RFC 6266, RFC 8187, RFC 2231). Receivers differ in which one they take,
 * so all are told: the form with an asterisk, the plain ones, and what the pieces of a divided name make together.
 * Percent signs and encoded words in a plain name stay as they are: keywords are looked for in what they hide, too.
 */
final class Disposition {
    /** More forms of one name are nobody's name. */
    private static final int MAX_NAMES = 16;
    private static final int MAX_PIECES = 100;
    private static final String NAME = "filename";

    private final Set<String> extended = new LinkedHashSet<>();
    private final Set<String> plain = new LinkedHashSet<>();
    private final TreeMap<Integer, String> pieces = new TreeMap<>();
    private boolean coded;

    private Disposition() {
    }

    /** The names, each once; first the one that RFC 6266 prefers (section 4.3). */
    static List<String> names(List<String> values) {
        Disposition all = new Disposition();
        values.forEach(all::read);
        Set<String> names = new LinkedHashSet<>(all.extended);
        String joined = String.join("", all.pieces.values());
        names.add(all.coded ? extended(joined) : unquoted(joined));
        names.addAll(all.plain);
        return names.stream().filter(name -> !name.isEmpty()).limit(MAX_NAMES).toList();
    }

    private void read(String value) {
        int at = value.indexOf(';');
        while (at >= 0) {
            int end = parameterEnd(value, at + 1);
            parameter(value.substring(at + 1, end).strip());
            at = end < value.length() ? end : -1;
        }
    }

    private void parameter(String parameter) {
        int equals = parameter.indexOf('=');
        String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        String value = parameter.substring(equals + 1).strip();
        if (equals < 0 || !name.startsWith(NAME)) {
            return;
        }
        String form = name.substring(NAME.length());
        int piece = piece(form);
        if (piece >= 0) {
            coded |= form.endsWith("*");
            pieces.putIfAbsent(piece, form.endsWith("*") ? value : unquoted(value));
        } else if (form.startsWith("*")) {
            extended.add(extended(value.startsWith("\"") ? unquoted(value) : value));
        } else {
            plain.add(unquoted(value));
        }
    }

    /** The number in {@code *7} or {@code *7*}; negative where there is none. */
    private static int piece(String form) {
        String digits = form.length() < 2 ? "" : form.substring(1, form.length() - (form.endsWith("*") ? 1 : 0));
        long number = form.startsWith("*") ? Text.number(digits) : Text.NO_NUMBER;
        return number < MAX_PIECES ? (int) number : -1;
    }

    /** Where the parameter ends: at a semicolon outside of quotes. */
    private static int parameterEnd(String value, int from) {
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return value.length();
    }

    private static String unquoted(String value) {
        StringBuilder text = new StringBuilder();
        boolean quoted = value.startsWith("\"");
        for (int i = quoted ? 1 : 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '"') {
                break;
            }
            text.append(quoted && c == '\\' && i + 1 < value.length() ? value.charAt(++i) : c);
        }
        return characters(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** {@code UTF-8'en'a%20name}. */
    private static String extended(String value) {
        int charset = value.indexOf('\'');
        int language = value.indexOf('\'', charset + 1);
        if (charset < 0 || language < 0) {
            return decoded(value, StandardCharsets.UTF_8);
        }
        return decoded(value.substring(language + 1), charset(value.substring(0, charset)));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Percent signs resolved; one that two hexadecimal digits do not follow stays. */
    static String decoded(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = c == '%' && i + 2 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0
                && Character.digit(text.charAt(i + 2), 16) >= 0;
            bytes.write(escaped ? Integer.parseInt(text.substring(i + 1, i + 3), 16) : c);
            i += escaped ? 2 : 0;
        }
        return characters(bytes.toByteArray(), charset);
    }

    private static String characters(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException otherCharset) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
