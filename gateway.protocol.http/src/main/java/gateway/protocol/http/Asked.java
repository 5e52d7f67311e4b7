package gateway.protocol.http;

import gateway.api.protocol.HttpMessage;

/**
 * What has to be known of a request while its answer is read.
 *
 * @param method as sent; empty where nobody saw the request
 * @param target as sent, cut
 * @param host what its header of that name said, cut
 * @param claimed whether a parser above reads the request, or its answer, as its own
 */
record Asked(String method, String target, String host, boolean claimed) {
    /** A request that nobody saw. */
    static final Asked UNSEEN = new Asked("", "", "", false);

    static Asked of(HttpMessage.Request request, boolean claimed) {
        return new Asked(request.method(), Text.cut(request.target()), Text.cut(request.header("Host").orElse("")),
            claimed);
    }

    /** The same, claimed. */
    Asked asClaimed() {
        return claimed ? this : new Asked(method, target, host, true);
    }
}
