package gateway.protocol.gnutella;

import gateway.api.protocol.HttpMessage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request of Gnutella over HTTP.
 *
 * @param kind what is asked for
 * @param rule by which it was told
 * @param name of the file, empty if it was not said
 * @param index of the file at the host, empty if it was not said
 * @param sha1 of the file in hexadecimal, empty if it was not said
 */
record WebRequest(Kind kind, String rule, String name, String index, String sha1) {
    /** What is asked for. */
    enum Kind {
        /** A file, or a part of one. */
        FILE,
        /** The hashes of a file's parts. */
        TREE,
        /** That a host behind a firewall be told to push. */
        PUSH_PROXY,
        /** What a host has, as query hits. */
        BROWSE,
        /** Addresses of hosts, from a cache on the web. */
        HOSTS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String URI_RES = "/uri-res/n2";
    private static final String GET = "/get/";
    private static final String OWN_PATH = "/gnutella/";
    private static final String PACKETS = "application/x-gnutella";
    private static final Set<String> COMPANIONS = Set.of("x-queue", "x-alt", "x-nalt", "x-falt", "x-features",
        "x-node", "x-fw-node-info", "x-content-urn", "x-available-ranges", "x-downloaded", "x-token", "chat");
    private static final String[] PROGRAMS = {"limewire", "gtk-gnutella", "bearshare", "shareaza", "frostwire", "foxy",
        "phex", "morpheus", "gnucleus", "gnucdna", "xolox", "acquisition", "mutella", "qtella", "cabos", "wireshare"};

    /** What a request is, if it is one of ours. */
    static Optional<WebRequest> of(HttpMessage.Request request) {
        String path = path(request.target());
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith(URI_RES) && lower.indexOf("?urn:") == URI_RES.length() + 1) {
            Kind kind = lower.charAt(URI_RES.length()) == 'x' ? Kind.TREE : Kind.FILE;
            return Optional.of(new WebRequest(kind, "G2 uri-res", "", "", Urn.sha1(path).orElse("")));
        }
        if (lower.startsWith(GET)) {
            return byIndex(request, path);
        }
        if (lower.startsWith(OWN_PATH)) {
            Kind kind = lower.startsWith("push-proxy", OWN_PATH.length()) ? Kind.PUSH_PROXY : Kind.TREE;
            return Optional.of(new WebRequest(kind, "G4 gnutella path", "", "", Urn.sha1(path).orElse("")));
        }
        if (says(request, "Accept") || says(request, "Content-Type")) {
            return Optional.of(new WebRequest(Kind.BROWSE, "G4 packets", "", "", ""));
        }
        return HostCache.isRequest(path)
            ? Optional.of(new WebRequest(Kind.HOSTS, "host cache", "", "", "")) : Optional.empty();
    }

    /** {@code /get/7/name}, which others may say, too, but not with such headers. */
    private static Optional<WebRequest> byIndex(HttpMessage.Request request, String path) {
        int slash = path.indexOf('/', GET.length());
        String index = slash < 0 ? "" : path.substring(GET.length(), slash);
        if (Text.number(index) == Text.NO_NUMBER || !isCompanied(request)) {
            return Optional.empty();
        }
        String name = path.substring(slash + 1);
        String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        String sha1 = "";
        for (HttpMessage.Header header : request.headers()) {
            sha1 = sha1.isEmpty() ? Urn.sha1(header.value()).orElse("") : sha1;
        }
        return Optional.of(new WebRequest(Kind.FILE, "G2 get", Text.cut(FileNames.decoded(bare)), index, sha1));
    }

    private static boolean isCompanied(HttpMessage.Request request) {
        String agent = request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT);
        for (String program : PROGRAMS) {
            if (agent.contains(program)) {
                return true;
            }
        }
        return request.headers().stream().map(header -> header.name().toLowerCase(Locale.ROOT))
            .anyMatch(name -> COMPANIONS.contains(name) || name.startsWith("x-gnutella-"));
    }

    private static boolean says(HttpMessage.Request request, String name) {
        return request.header(name).orElse("").toLowerCase(Locale.ROOT).contains(PACKETS);
    }

    /** A whole URI, as proxies are sent, without scheme and host. */
    static String path(String target) {
        int scheme = target.startsWith("http") ? target.indexOf("://") : -1;
        int slash = scheme < 0 ? 0 : target.indexOf('/', scheme + 3);
        return slash <= 0 ? target : target.substring(slash);
    }

    /** For events. */
    Map<String, String> attributes() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("kind", kind.text());
        put(said, "file_name", name);
        put(said, "index", index);
        put(said, "sha1", sha1);
        return said;
    }

    /** Adds what was said, if it was. */
    static void put(Map<String, String> said, String name, String value) {
        if (!value.isEmpty()) {
            said.put(name, Text.cut(value));
        }
    }
}
