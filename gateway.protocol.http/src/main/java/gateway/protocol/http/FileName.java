package gateway.protocol.http;

import gateway.api.protocol.HttpMessage.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The name of the file that a body is: what Content-Disposition says (RFC 6266, RFC 8187), or else the last segment of
 * the path.
 */
final class FileName {
    private FileName() {
    }

    /** The name, decoded and cut; empty if there is none. */
    static String of(List<Header> headers, String target) {
        String said = "";
        for (Header header : headers) {
            if (said.isEmpty() && header.name().equalsIgnoreCase("Content-Disposition")) {
                said = disposition(header.value());
            }
        }
        return Text.cut(said.isEmpty() ? lastSegment(target) : said);
    }

    /** What is hostile about a name; empty if it is nothing but a name. */
    static String flaw(String name) {
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.equals("..")) {
            return "path";
        }
        return name.chars().anyMatch(FileName::hidden) ? "control character" : "";
    }

    /** Control characters, and those that turn the direction of writing. */
    private static boolean hidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    private static String lastSegment(String target) {
        int end = target.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = target.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        String path = target.substring(0, end);
        int authority = path.startsWith("/") ? 0 : path.indexOf("://") + 3;
        int slash = path.lastIndexOf('/');
        return slash < authority ? "" : decoded(path.substring(slash + 1), StandardCharsets.UTF_8);
    }

    /** The form with an asterisk wins over the other one, wherever it stands (RFC 6266, section 4.3). */
    private static String disposition(String value) {
        String plain = "";
        int at = value.indexOf(';');
        while (at >= 0) {
            int end = parameterEnd(value, at + 1);
            String parameter = value.substring(at + 1, end).strip();
            String name = parameter.toLowerCase(Locale.ROOT);
            if (name.startsWith("filename*")) {
                return extended(parameter.substring(parameter.indexOf('=') + 1).strip());
            }
            if (name.startsWith("filename") && plain.isEmpty()) {
                plain = unquoted(parameter.substring(parameter.indexOf('=') + 1).strip());
            }
            at = end < value.length() ? end : -1;
        }
        return plain;
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
        boolean latin = value.substring(0, charset).equalsIgnoreCase("ISO-8859-1");
        return decoded(value.substring(language + 1), latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Percent signs resolved; one that two hexadecimal digits do not follow stays. */
    static String decoded(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean coded = c == '%' && i + 2 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0
                && Character.digit(text.charAt(i + 2), 16) >= 0;
            bytes.write(coded ? Integer.parseInt(text.substring(i + 1, i + 3), 16) : c);
            i += coded ? 2 : 0;
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
