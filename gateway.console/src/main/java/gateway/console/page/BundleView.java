package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugInDirectory;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles that add to the gateway, and the way back for one in quarantine. */
final class BundleView {
    private static final Logger LOG = LoggerFactory.getLogger(BundleView.class);

    private final Service<PlugInDirectory> plugIns;

    BundleView(Service<PlugInDirectory> plugIns) {
        this.plugIns = plugIns;
    }

    /** All of them. */
    void all(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        json.writeStartObject();
        json.writeArrayFieldStart("bundles");
        for (PlugIn plugIn : plugIns.now().plugIns()) {
            json.writeStartObject();
            json.writeStringField("name", WireText.shown(plugIn.name()));
            json.writeStringField("version", plugIn.version());
            json.writeStringField("serves", plugIn.serves());
            json.writeStringField("state", plugIn.state().name().toLowerCase(Locale.ROOT));
            json.writeStringField("reason", WireText.shown(plugIn.reason()));
            json.writeNumberField("since", plugIn.sinceMillis());
            json.writeNumberField("errors", plugIn.errors());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Lets one back in. */
    void readmit(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        String name = JsonRequest.only(request, "name");
        if (!plugIns.now().readmit(name)) {
            throw Problem.gone("No bundle of that name is in quarantine any more.");
        }
        LOG.info("{} let bundle {} back in", visitor.user(), WireText.shown(name));
        json.writeStartObject();
        json.writeEndObject();
    }
}
