package gateway.console.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads the JSON of a POST, within bounds. */
final class JsonRequest {
    /** A thousand rules with long lists of addresses. */
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 6;
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(
        StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_BYTES).build()).build();

    private JsonRequest() {
    }

    /** The body of a request. */
    static JsonParser open(HttpServletRequest request) throws IOException, Problem {
        String type = request.getContentType();
        // No form of another site can send this type unasked.
        if (type == null || !type.startsWith("application/json")) {
            throw Problem.unreadable("A request has to be JSON.");
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw Problem.tooLarge("A request has at most " + (MAX_BYTES >> 10) + " KB.");
        }
        return JSON.createParser(body);
    }

    /** The one member of an object that has to be a text: {@code {"name": "text"}}. */
    static String only(JsonParser json, String name) throws IOException, Problem {
        if (json.nextToken() == JsonToken.START_OBJECT && name.equals(json.nextFieldName())
            && json.nextToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        throw Problem.wrong("The request has to hold \"" + name + "\".");
    }
}
