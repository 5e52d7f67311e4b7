package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import gateway.api.operation.Explanation;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.NotAnswering;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flows of this moment, one of them and why, and what an operator does to it. */
final class FlowView {
    private static final Logger LOG = LoggerFactory.getLogger(FlowView.class);
    private static final int DEFAULT_LIMIT = 100;
    private static final String NO_SUCH = "There is no such flow any more.";

    private final Service<FlowDirectory> flows;
    private final Looks looks;

    FlowView(Service<FlowDirectory> flows, Looks looks) {
        this.flows = flows;
        this.looks = looks;
    }

    /** The flows that a visitor looks for. */
    void find(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        int limit = (int) parameters.number("limit", DEFAULT_LIMIT, 1, FlowQuery.MAX_LIMIT);
        FlowQuery query = new FlowQuery(parameters.text("text"), parameters.text("application"),
            parameters.choice("order", FlowQuery.Order.BYTES),
            parameters.number("descending", 1, 0, 1) == 1, limit);
        FlowPage page = visitor.maySeeContent() ? flows.now().find(query) : findUnseen(query);
        if (visitor.maySeeContent() && page.flows().stream().anyMatch(flow -> !flow.requestedName().isEmpty())) {
            looks.at(visitor, query.text().isEmpty() ? "list of flows" : "flows that hold " + query.text());
        }
        json.writeStartObject();
        json.writeNumberField("total", page.total());
        json.writeNumberField("matching", page.matching());
        json.writeArrayFieldStart("flows");
        for (FlowLine flow : page.flows()) {
            FlowJson.write(json, flow, visitor.maySeeContent());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Finds without telling anything of the names of files, which a search looks at too: of what was found, only what
     * the visitor could have found without them is left, and counted.
     */
    private FlowPage findUnseen(FlowQuery query) throws NotAnswering, Problem {
        if (query.text().isEmpty()) {
            return flows.now().find(query);
        }
        FlowPage page = flows.now().find(new FlowQuery(query.text(), query.application(), query.order(),
            query.descending(), FlowQuery.MAX_LIMIT));
        String text = query.text().toLowerCase(Locale.ROOT);
        List<FlowLine> visible = page.flows().stream().filter(flow -> shows(flow, text)).toList();
        return new FlowPage(visible.stream().limit(query.limit()).toList(), visible.size(), page.total());
    }

    private static boolean shows(FlowLine flow, String text) {
        return (flow.client() + "\n" + flow.server() + "\n" + flow.application() + "\n" + flow.rule())
            .toLowerCase(Locale.ROOT).contains(text);
    }

    /** What happens to a flow, and why. */
    void explain(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        Explanation explanation = flows.now().explain(id(parameters.text("id")))
            .orElseThrow(() -> Problem.gone(NO_SUCH));
        if (visitor.maySeeContent() && !explanation.flow().requestedName().isEmpty()) {
            looks.at(visitor, "flow " + explanation.flow().id());
        }
        json.writeStartObject();
        json.writeFieldName("flow");
        FlowJson.write(json, explanation.flow(), visitor.maySeeContent());
        json.writeStringField("decision", explanation.decision());
        json.writeStringField("rule", explanation.rule());
        json.writeArrayFieldStart("steps");
        for (Explanation.Step step : explanation.steps()) {
            json.writeStartObject();
            json.writeStringField("rule", step.rule());
            json.writeStringField("answer", step.answer());
            json.writeStringField("reason", WireText.shown(step.reason()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Lets a flow pass. */
    void release(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem {
        rule(request, json, FlowDirectory::release, visitor.user() + " released");
    }

    /** Refuses a flow. */
    void refuse(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem {
        rule(request, json, FlowDirectory::refuse, visitor.user() + " refused");
    }

    /** What an operator does with one flow; false if there is no such flow. */
    private interface Ruling {
        boolean on(FlowDirectory flows, long id) throws NotAnswering;
    }

    private void rule(JsonParser request, JsonGenerator json, Ruling ruling, String whoDidWhat)
        throws IOException, NotAnswering, Problem {
        long id = id(JsonRequest.only(request, "id"));
        if (!ruling.on(flows.now(), id)) {
            throw Problem.gone(NO_SUCH);
        }
        LOG.info("{} flow {}", whoDidWhat, id);
        json.writeStartObject();
        json.writeEndObject();
    }

    private static long id(String text) throws Problem {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw Problem.wrong("\"id\" is the number of a flow.");
        }
    }
}
