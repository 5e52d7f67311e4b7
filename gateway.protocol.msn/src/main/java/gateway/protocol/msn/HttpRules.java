package gateway.protocol.msn;

import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;

/** What tells MSN over HTTP. */
final class HttpRules {
    private static final Detection GATEWAY = Detection.certain("M4 http gateway").announcing();
    private static final Detection PASSPORT = Detection.certain("passport");
    private static final Detection PROXY = Detection.likely("M7 proxy");
    /** The port that IANA gave to MSNP. */
    private static final String PORT = ":1863";

    private HttpRules() {
    }

    static Detection detect(Message message) {
        if (message instanceof HttpMessage.Request request) {
            return request(request);
        }
        boolean answer = message instanceof HttpMessage.Response response
            && !GatewayRequest.sessionOf(response).isEmpty();
        return answer ? GATEWAY : Detection.NO;
    }

    private static Detection request(HttpMessage.Request request) {
        if (GatewayRequest.of(request).isPresent()) {
            return GATEWAY;
        }
        if (PassportRules.isSignIn(request)) {
            return PASSPORT;
        }
        return request.method().equals("CONNECT") && request.target().endsWith(PORT) ? PROXY : Detection.NO;
    }
}
