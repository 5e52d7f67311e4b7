package gateway.protocol.ppstream;

import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import java.util.Map;

/** What tells PPStream over HTTP. Browsers ask the same servers, so only the program's own name is proof. */
final class HttpRules {
    private static final Map<String, Detection> BY_RULE = Map.of(
        WebRequest.BY_AGENT, Detection.certain(WebRequest.BY_AGENT),
        WebRequest.BY_PATH, Detection.likely(WebRequest.BY_PATH),
        WebRequest.BY_HOST, Detection.likely(WebRequest.BY_HOST));

    private HttpRules() {
    }

    static Detection detect(Message message) {
        return message instanceof HttpMessage.Request request
            ? WebRequest.of(request).map(ours -> BY_RULE.get(ours.rule())).orElse(Detection.NO) : Detection.NO;
    }
}
