package gateway.protocol.bittorrent;

import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;

/** What tells BitTorrent over HTTP. */
final class HttpRules {
    private static final Detection TRACKER = Detection.certain("H1 tracker").announcing();
    private static final Detection REPLY = Detection.certain("H2 tracker reply").announcing();
    private static final Detection WEB_SEED = Detection.certain("H3 web seed");
    private static final Detection CLIENT = Detection.likely("H3 client").announcing();
    /** How programs name themselves in User-Agent; a version or nothing follows. */
    private static final String[] CLIENTS = {"Azureus", "BitTorrent", "BTWebClient", "Transmission", "uTorrent",
        "qBittorrent", "libtorrent", "Deluge"};

    private HttpRules() {
    }

    static Detection detect(Message message) {
        if (message instanceof HttpMessage.Request request) {
            return request(request);
        }
        boolean reply = message instanceof HttpMessage.Body body && body.bodyOffset() == 0
            && TrackerReply.looksLike(body.bytes());
        return reply ? REPLY : Detection.NO;
    }

    private static Detection request(HttpMessage.Request request) {
        if (TrackerQuery.is(request.target())) {
            return TRACKER;
        }
        if (TrackerQuery.isSeed(request.target())) {
            return WEB_SEED;
        }
        for (HttpMessage.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase("User-Agent")) {
                return isClient(header.value()) ? CLIENT : Detection.NO;
            }
        }
        return Detection.NO;
    }

    private static boolean isClient(String agent) {
        for (String client : CLIENTS) {
            if (agent.startsWith(client)
                && (agent.length() == client.length() || !Character.isLetter(agent.charAt(client.length())))) {
                return true;
            }
        }
        return false;
    }
}
