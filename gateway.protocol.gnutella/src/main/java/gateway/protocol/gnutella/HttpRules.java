package gateway.protocol.gnutella;

import gateway.api.protocol.Detection;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tells Gnutella over HTTP. */
final class HttpRules {
    private static final Map<String, Detection> BY_RULE = Stream.of("G2 uri-res", "G2 get", "G4 gnutella path",
        "G4 packets", "host cache").collect(Collectors.toUnmodifiableMap(Function.identity(),
            rule -> Detection.certain(rule).announcing()));
    private static final Detection ANSWER = Detection.certain("G2 answer").announcing();
    private static final String[] TELLING = {"X-Gnutella-Content-URN", "X-Thex-URI"};

    private HttpRules() {
    }

    static Detection detect(Message message) {
        if (message instanceof HttpMessage.Request request) {
            return WebRequest.of(request).map(ours -> BY_RULE.get(ours.rule())).orElse(Detection.NO);
        }
        return message instanceof HttpMessage.Response response && isAnswer(response) ? ANSWER : Detection.NO;
    }

    /** Where the request was not seen. */
    private static boolean isAnswer(HttpMessage.Response response) {
        for (String header : TELLING) {
            if (response.header(header).isPresent()) {
                return true;
            }
        }
        return response.header("X-Alt").isPresent() && response.header("X-Available-Ranges").isPresent();
    }
}
