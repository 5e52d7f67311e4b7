package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import gateway.api.locality.LearntLayout;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.NotAnswering;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Layouts of lists that were learnt, and what is done with them. */
final class LayoutView {
    private static final Logger LOG = LoggerFactory.getLogger(LayoutView.class);
    private static final int MAX_ID = 200;

    private final Service<LocalityDirectory> locality;

    LayoutView(Service<LocalityDirectory> locality) {
        this.locality = locality;
    }

    /** A layout with its evidence. */
    static void write(JsonGenerator json, LearntLayout layout) throws IOException {
        json.writeStartObject();
        // It is sent back as it is; the page shows it as text.
        json.writeStringField("id", layout.id());
        json.writeStringField("title", WireText.shown(layout.id()));
        json.writeStringField("application", WireText.shown(layout.application()));
        json.writeStringField("state", layout.state().name().toLowerCase(Locale.ROOT));
        sentences(json, "form", layout.form());
        json.writeNumberField("confirmed", layout.confirmed());
        json.writeNumberField("contacted", layout.contacted());
        json.writeNumberField("listed", layout.listed());
        json.writeNumberField("substituted", layout.substituted());
        json.writeNumberField("substitutedContacted", layout.substitutedContacted());
        sentences(json, "examples", layout.examples());
        json.writeNumberField("seen", layout.seenMillis());
        json.writeStringField("reason", WireText.shown(layout.reason()));
        json.writeEndObject();
    }

    /** A list of texts. */
    static void sentences(JsonGenerator json, String name, List<String> sentences) throws IOException {
        json.writeArrayFieldStart(name);
        for (String sentence : sentences) {
            json.writeString(WireText.shown(sentence));
        }
        json.writeEndArray();
    }

    /** Takes layouts from a file into use: {@code {"file": "text of the file"}}. */
    void adopt(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem {
        String file = JsonRequest.only(request, "file");
        if (file.isBlank()) {
            throw Problem.wrong("The file is empty. What was learnt is as it was.");
        }
        int layouts;
        try {
            layouts = locality.now().adoptLayouts(file);
        } catch (IllegalArgumentException wrong) {
            throw Problem.wrong("The file cannot be used: " + WireText.shown(String.valueOf(wrong.getMessage()))
                + ". What was learnt is as it was.");
        }
        LOG.info("{} took {} layouts of lists into use", visitor.user(), layouts);
        json.writeStartObject();
        json.writeNumberField("layouts", layouts);
        json.writeEndObject();
    }

    /** Forgets one: {@code {"layout": "its id"}}. */
    void forget(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem {
        String id = JsonRequest.only(request, "layout");
        if (id.length() > MAX_ID || !locality.now().forgetLayout(id)) {
            throw Problem.gone("There is no such layout any more.");
        }
        LOG.info("{} had the layout {} forgotten", visitor.user(), WireText.shown(id));
        json.writeStartObject();
        json.writeEndObject();
    }
}
