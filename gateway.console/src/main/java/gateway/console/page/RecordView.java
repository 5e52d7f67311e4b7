package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RecordLine;
import gateway.api.operation.RecordLook;
import gateway.api.operation.RecordPage;
import gateway.api.operation.RecordQuery;
import gateway.console.security.Visitor;
import java.io.IOException;

/** What was said and sent, for those who may read it. The archive writes down each look. */
final class RecordView {
    private static final int DEFAULT_LIMIT = 100;
    private static final int LOOKS = 20;
    private static final String AUDITORS_ONLY = "Records hold what people wrote and sent: only auditors may see them.";

    private final Service<RecordArchive> archive;

    RecordView(Service<RecordArchive> archive) {
        this.archive = archive;
    }

    /** The records that a visitor looks for. */
    void find(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        admit(visitor);
        write(json, archive.now().find(new RecordQuery(parameters.text("text"), parameters.text("who"),
            parameters.text("application"), parameters.text("kind"),
            parameters.number("from", 0, 0, Long.MAX_VALUE),
            parameters.number("to", Long.MAX_VALUE, 0, Long.MAX_VALUE), before(parameters), limit(parameters)),
            visitor.user()));
    }

    /** What belongs to a message. */
    void conversation(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        admit(visitor);
        write(json, archive.now().conversation(parameters.number("id", -1, 0, Long.MAX_VALUE), before(parameters),
            limit(parameters), visitor.user()));
    }

    /** Who looked, and at what. */
    void looks(Parameters parameters, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        admit(visitor);
        json.writeStartObject();
        json.writeArrayFieldStart("looks");
        for (RecordLook look : archive.now().looks(LOOKS)) {
            json.writeStartObject();
            json.writeNumberField("at", look.atMillis());
            json.writeStringField("user", WireText.shown(look.user()));
            json.writeStringField("asked", WireText.shown(look.asked()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Only auditors, whatever else somebody is. */
    static void admit(Visitor visitor) throws Problem {
        if (!visitor.maySeeContent()) {
            throw Problem.forbidden(AUDITORS_ONLY);
        }
    }

    private static long before(Parameters parameters) throws Problem {
        return parameters.number("before", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    }

    private static int limit(Parameters parameters) throws Problem {
        return (int) parameters.number("limit", DEFAULT_LIMIT, 1, RecordQuery.MAX_LIMIT);
    }

    private static void write(JsonGenerator json, RecordPage page) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("more", page.more());
        json.writeArrayFieldStart("records");
        for (RecordLine line : page.records()) {
            write(json, line);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RecordLine line) throws IOException {
        json.writeStartObject();
        // A script's numbers have 53 bits.
        json.writeStringField("id", Long.toString(line.id()));
        json.writeStringField("flow", Long.toString(line.flowId()));
        json.writeNumberField("at", line.atMillis());
        json.writeStringField("kind", line.kind());
        json.writeStringField("application", WireText.shown(line.application()));
        json.writeStringField("source", line.source().toString());
        json.writeStringField("destination", line.destination().toString());
        json.writeStringField("from", WireText.shown(line.from()));
        json.writeStringField("to", WireText.shown(line.to()));
        json.writeStringField("name", WireText.shown(line.name()));
        json.writeStringField("text", WireText.lines(line.text()));
        json.writeNumberField("size", line.size());
        json.writeStringField("sha256", line.sha256());
        json.writeBooleanField("stored", line.stored());
        json.writeEndObject();
    }
}
