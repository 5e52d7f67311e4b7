package gateway.console.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import gateway.console.security.Role;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Asks views as the servlet does, without a server. */
final class Asked {
    static final Visitor VIEWER = new Visitor("eve", Set.of(Role.VIEWER), "token");
    static final Visitor AUDITOR = new Visitor("ada", Set.of(Role.AUDITOR), "token");
    static final Visitor ADMINISTRATOR = new Visitor("bob", Set.of(Role.ADMINISTRATOR), "token");

    private Asked() {
    }

    /** Status and JSON of a question. */
    static String question(Question question, Visitor visitor, Map<String, String> parameters) throws IOException {
        JsonReply reply = new JsonReply();
        reply.write(json -> question.answer(new Parameters(parameters::get), visitor, json));
        return text(reply);
    }

    /** Status and JSON of a deed. */
    static String deed(Deed deed, String request) throws IOException {
        JsonReply reply = new JsonReply();
        reply.write(json -> {
            try (JsonParser body = new JsonFactory().createParser(request)) {
                deed.perform(body, ADMINISTRATOR, json);
            }
        });
        return text(reply);
    }

    private static String text(JsonReply reply) {
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }
}
