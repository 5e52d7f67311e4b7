package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.operation.FlowLine;
import java.io.IOException;
import java.util.Locale;

/** A flow as pages get it. */
final class FlowJson {
    private FlowJson() {
    }

    /** Writes it; the name of a file only for who may see content. */
    static void write(JsonGenerator json, FlowLine flow, boolean content) throws IOException {
        json.writeStartObject();
        // A script's numbers have 53 bits.
        json.writeStringField("id", Long.toString(flow.id()));
        json.writeStringField("application", flow.application());
        json.writeStringField("identifiedBy", flow.identifiedBy());
        json.writeStringField("transport", flow.transport().name());
        json.writeStringField("state", flow.state());
        json.writeStringField("client", flow.client().toString());
        json.writeStringField("server", flow.server().toString());
        json.writeStringField("inside", word(flow.inside()));
        json.writeNumberField("started", flow.startedMillis());
        json.writeNumberField("last", flow.lastMillis());
        json.writeNumberField("packetsToServer", flow.packetsToServer());
        json.writeNumberField("bytesToServer", flow.bytesToServer());
        json.writeNumberField("packetsToClient", flow.packetsToClient());
        json.writeNumberField("bytesToClient", flow.bytesToClient());
        if (content && !flow.requestedName().isEmpty()) {
            json.writeStringField("name", WireText.shown(flow.requestedName()));
        }
        json.writeStringField("decision", flow.decision());
        json.writeStringField("rule", flow.rule());
        json.writeStringField("place", word(flow.place()));
        json.writeEndObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
