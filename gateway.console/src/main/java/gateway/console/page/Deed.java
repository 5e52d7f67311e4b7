package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import gateway.api.operation.NotAnswering;
import gateway.console.security.Visitor;
import java.io.IOException;

/** What a visitor wants done, or tried: a POST. */
@FunctionalInterface
interface Deed {
    /** Reads one JSON value, does what it says, writes one JSON value. */
    void perform(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem;
}
