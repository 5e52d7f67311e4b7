package gateway.protocol.msn;

import gateway.api.protocol.HttpMessage;
import java.util.Locale;
import java.util.Optional;

/**
 * What HTTP messages say of connections that are carried over them.
 *
 * @param opens whether a new connection is asked for
 * @param session the connection's name, without the part that changes; empty if none is given
 */
record GatewayRequest(boolean opens, String session) {
    /** The type of the bodies. */
    static final String CONTENT = "application/x-msn-messenger";
    /** The header of the answers. */
    static final String ANSWER = "X-MSN-Messenger";
    private static final String PATH = "/gateway/gateway.dll";

    /** What a request says of a carried connection; empty if it is about something else. */
    static Optional<GatewayRequest> of(HttpMessage.Request request) {
        String target = request.target();
        int query = target.indexOf('?');
        if (query < 0 || !request.method().equals("POST")
            || !target.substring(0, query).toLowerCase(Locale.ROOT).endsWith(PATH)) {
            return Optional.empty();
        }
        String session = value(target.substring(query + 1), "SessionID");
        boolean opens = value(target.substring(query + 1), "Action").equalsIgnoreCase("open");
        boolean typed = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith(CONTENT);
        boolean agent = request.header("User-Agent").orElse("").startsWith("MSMSGS");
        boolean told = opens ? !value(target.substring(query + 1), "Server").isEmpty() : !session.isEmpty();
        return told || typed || agent ? Optional.of(new GatewayRequest(opens, stable(session))) : Optional.empty();
    }

    /** The name of the connection in an answer's header; empty if it has none. */
    static String sessionOf(HttpMessage.Response response) {
        for (String part : response.header(ANSWER).orElse("").split(";")) {
            String session = value(part.strip(), "SessionID");
            if (!session.isEmpty()) {
                return stable(session);
            }
        }
        return "";
    }

    private static String stable(String session) {
        int dot = session.indexOf('.');
        return Text.cut(dot < 0 ? session : session.substring(0, dot));
    }

    private static String value(String query, String name) {
        for (String pair : query.split("&")) {
            if (pair.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }
}
