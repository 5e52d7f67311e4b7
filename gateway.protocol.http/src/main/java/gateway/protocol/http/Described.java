package gateway.protocol.http;

import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Messages by the names of Suricata's EVE records, and of events. */
final class Described {
    private Described() {
    }

    /** What a request said. */
    static Map<String, String> attributes(HttpMessage.Request request) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("http_method", Text.cut(request.method()));
        attributes.put("url", Text.cut(request.target()));
        attributes.put("protocol", Text.cut(request.version()));
        request.header("Host").ifPresent(host -> attributes.put("hostname", Text.cut(host)));
        request.header("User-Agent").ifPresent(agent -> attributes.put("http_user_agent", Text.cut(agent)));
        request.header("Referer").ifPresent(referer -> attributes.put("http_refer", Text.cut(referer)));
        return attributes;
    }

    /**
     * What is known of a body.
     *
     * @param headers those of its message
     * @param status of a response, empty for a request
     */
    static Map<String, String> attributes(Asked asked, List<Header> headers, String status) {
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, "http_method", Text.cut(asked.method()));
        put(attributes, "url", asked.target());
        put(attributes, "hostname", asked.host());
        put(attributes, "status", status);
        for (Header header : headers) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "content-type" -> put(attributes, "content_type", Text.cut(header.value()));
                case "content-encoding" -> put(attributes, "content_encoding", Text.cut(header.value()));
                case "etag" -> put(attributes, "etag", Text.cut(header.value()));
                default -> { }
            }
        }
        return attributes;
    }

    /** The first of a name counts. */
    private static void put(Map<String, String> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.putIfAbsent(name, value);
        }
    }
}
