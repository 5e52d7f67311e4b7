package gateway.protocol.ppstream;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.HttpMessage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of the program, or to its service.
 *
 * @param rule by which it was known
 * @param kind what is asked for
 * @param name the file's name; empty if the request has none of a known form
 * @param hash the video's, in hexadecimal; empty likewise
 */
record WebRequest(String rule, Kind kind, String name, String hash) {
    /** What is asked for. */
    enum Kind {
        /** A part of a video, or all of it: what peers have not. */
        VIDEO("video"),
        /** How a video is cut into parts, or which forms of it there are. */
        DESCRIPTION("description"),
        /** Anything else. */
        OTHER("other");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static final String BY_AGENT = "W1 client";
    static final String BY_PATH = "W2 video";
    static final String BY_HOST = "W3 service";
    /** How the program and its parts name themselves. */
    private static final String[] AGENTS = {"PPStream", "QY-Player-Windows/", "Qiyi List Client", "HCDNClient_",
        "QIYiAngent"};
    /** Domains of the service. */
    private static final String[] DOMAINS = {"ppstream.com", "pps.tv", "iqiyi.com", "qiyi.com", "71.am"};
    private static final String DATED = "/[0-9]{8}/[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{32})";
    private static final Pattern VIDEO =
        Pattern.compile("(?:/[0-9a-f]{32})?/videos/v[0-9]" + DATED + "\\.[a-z0-9]{2,8}(?=[?]|$)");
    private static final Pattern DESCRIPTION =
        Pattern.compile(DATED + "\\.xml(?=[?]|$)|/vi/[0-9]{1,18}/([0-9a-f]{32})/");

    /** What a request is; empty if it is none of ours. */
    static Optional<WebRequest> of(HttpMessage.Request request) {
        String path = path(request.target());
        Matcher video = VIDEO.matcher(path);
        boolean isVideo = video.lookingAt();
        String rule = isAgent(request.header("User-Agent").orElse("")) ? BY_AGENT : isVideo ? BY_PATH
            : isService(host(request)) ? BY_HOST : "";
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        if (isVideo) {
            return Optional.of(new WebRequest(rule, Kind.VIDEO, name(video.group()), video.group(1)));
        }
        Matcher description = DESCRIPTION.matcher(path);
        if (!description.lookingAt()) {
            return Optional.of(new WebRequest(rule, Kind.OTHER, "", ""));
        }
        boolean dated = description.group(1) != null;
        return Optional.of(new WebRequest(rule, Kind.DESCRIPTION, dated ? name(description.group()) : "",
            dated ? description.group(1) : description.group(2)));
    }

    /** For events. */
    Map<String, String> attributes() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("kind", kind.text);
        put(said, "file_name", name);
        put(said, "file_hash", hash);
        return said;
    }

    /** Adds what was said, if it was. */
    static void put(Map<String, String> said, String name, String value) {
        if (!value.isEmpty()) {
            said.put(name, value.substring(0, Math.min(value.length(), DissectionEvent.MAX_TEXT)));
        }
    }

    private static boolean isAgent(String agent) {
        for (String one : AGENTS) {
            if (agent.contains(one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isService(String host) {
        for (String domain : DOMAINS) {
            if (host.endsWith(domain)
                && (host.length() == domain.length() || host.charAt(host.length() - domain.length() - 1) == '.')) {
                return true;
            }
        }
        return false;
    }

    /** In lower case, without a port. */
    private static String host(HttpMessage.Request request) {
        String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** A whole URI, as proxies are sent, without scheme and host. */
    private static String path(String target) {
        int scheme = target.startsWith("http") ? target.indexOf("://") : -1;
        int slash = scheme < 0 ? 0 : target.indexOf('/', scheme + 3);
        return slash <= 0 ? target : target.substring(slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
