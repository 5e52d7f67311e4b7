package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.operation.GatewayStatus;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TrafficSample;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Where the gateway stands, and what went by. */
final class OverviewView {
    private final Service<TrafficMeter> meter;

    OverviewView(Service<TrafficMeter> meter) {
        this.meter = meter;
    }

    /** The gateway's state, and the samples that a page has not got yet. */
    void recent(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        long since = parameters.number("since", 0, 0, Long.MAX_VALUE);
        TrafficMeter source = meter.now();
        json.writeStartObject();
        json.writeNumberField("sampleSeconds", TrafficMeter.SAMPLE_SECONDS);
        json.writeNumberField("maxSamples", TrafficMeter.MAX_SAMPLES);
        json.writeFieldName("status");
        status(json, source.status());
        json.writeArrayFieldStart("samples");
        for (TrafficSample sample : source.samples(since)) {
            sample(json, sample);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void status(JsonGenerator json, GatewayStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", status.phase().name().toLowerCase(Locale.ROOT));
        json.writeStringField("sentence", status.sentence());
        json.writeNumberField("since", status.sinceMillis());
        json.writeNumberField("workers", status.workers());
        json.writeStringField("inside", status.inside());
        json.writeBooleanField("monitoring", status.monitoring());
        json.writeNumberField("rules", status.rules());
        json.writeArrayFieldStart("problems");
        for (String problem : status.problems()) {
            json.writeString(WireText.shown(problem));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void sample(JsonGenerator json, TrafficSample sample) throws IOException {
        json.writeStartObject();
        json.writeNumberField("at", sample.atMillis());
        json.writeNumberField("seconds", sample.seconds());
        json.writeObjectFieldStart("bytes");
        for (Map.Entry<String, Long> application : sample.bytesByApplication().entrySet()) {
            json.writeNumberField(application.getKey(), application.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("countries");
        for (Map.Entry<String, Long> country : PlaceView.byCountry(sample).entrySet()) {
            json.writeNumberField(country.getKey(), country.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("workerPackets", sample.workerPackets());
        json.writeNumberField("kernelPackets", sample.kernelPackets());
        json.writeNumberField("flows", sample.flows());
        json.writeNumberField("newFlows", sample.newFlows());
        json.writeNumberField("refusedFlows", sample.refusedFlows());
        json.writeNumberField("queued", sample.queued());
        json.writeNumberField("held", sample.held());
        json.writeNumberField("verdictMedian", sample.verdictMicrosMedian());
        json.writeNumberField("verdict99", sample.verdictMicros99());
        json.writeNumberField("connections", sample.connections());
        json.writeNumberField("maxConnections", sample.maxConnections());
        json.writeEndObject();
    }
}
