package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.operation.NotAnswering;
import gateway.console.security.Visitor;
import java.io.IOException;

/** What a page wants to know: a GET. */
@FunctionalInterface
interface Question {
    /** Writes one JSON value. */
    void answer(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem;
}
