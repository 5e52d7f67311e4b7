package gateway.protocol.http;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.HttpMessage.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of the file that a body is. */
final class FileName {
    private FileName() {
    }

    /** What a head's Content-Disposition calls it, in all forms, the preferred one first; none if it says nothing. */
    static List<String> said(List<Header> headers) {
        List<String> values = headers.stream().filter(header -> header.name().equalsIgnoreCase("Content-Disposition"))
            .map(Header::value).toList();
        return values.isEmpty() ? List.of() : Disposition.names(values);
    }

    /** What is hostile about a name; empty if it is nothing but a name. */
    static String flaw(String name) {
        if (name.length() > DissectionEvent.MAX_TEXT) {
            return "too long";
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.equals("..")) {
            return "path";
        }
        return name.chars().anyMatch(FileName::hidden) ? "control character" : "";
    }

    /** Control characters, and those that turn the direction of writing. */
    private static boolean hidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /** The last segment of a path, decoded; empty if there is none. */
    static String lastSegment(String target) {
        int end = target.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = target.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        String path = target.substring(0, end);
        int authority = path.startsWith("/") ? 0 : path.indexOf("://") + 3;
        int slash = path.lastIndexOf('/');
        return slash < authority ? "" : Disposition.decoded(path.substring(slash + 1), StandardCharsets.UTF_8);
    }
}
