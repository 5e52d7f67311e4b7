package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.operation.PlaceBytes;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TrafficSample;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What went to and came from countries and autonomous systems, by application. */
final class PlaceView {
    private final Service<TrafficMeter> meter;

    PlaceView(Service<TrafficMeter> meter) {
        this.meter = meter;
    }

    /**
     * The samples that a page has not got yet. Ten minutes may have many rows, so a row is an array: application,
     * place, bytes received, sent, and how many of both were exchanged with near peers.
     */
    void recent(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        long since = parameters.number("since", 0, 0, Long.MAX_VALUE);
        Map<String, String> names = new TreeMap<>();
        json.writeStartObject();
        json.writeNumberField("maxSamples", TrafficMeter.MAX_SAMPLES);
        json.writeArrayFieldStart("samples");
        for (TrafficSample sample : meter.now().samples(since)) {
            json.writeStartObject();
            json.writeNumberField("at", sample.atMillis());
            json.writeNumberField("seconds", sample.seconds());
            rows(json, "countries", sample.countries());
            rows(json, "systems", sample.systems());
            json.writeEndObject();
            for (PlaceBytes system : sample.systems()) {
                if (!system.name().isEmpty()) {
                    names.put(system.place(), system.name());
                }
            }
        }
        json.writeEndArray();
        json.writeObjectFieldStart("names");
        for (Map.Entry<String, String> name : names.entrySet()) {
            json.writeStringField(name.getKey(), WireText.shown(name.getValue()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void rows(JsonGenerator json, String field, List<PlaceBytes> places) throws IOException {
        json.writeArrayFieldStart(field);
        for (PlaceBytes each : places) {
            json.writeStartArray();
            json.writeString(WireText.shown(each.application()));
            json.writeString(WireText.shown(each.place()));
            json.writeNumber(each.received());
            json.writeNumber(each.sent());
            json.writeNumber(each.near());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Bytes by country, whatever carried them. */
    static Map<String, Long> byCountry(TrafficSample sample) {
        Map<String, Long> sums = new TreeMap<>();
        sample.countries().forEach(each -> sums.merge(WireText.shown(each.place()), each.bytes(), Long::sum));
        return sums;
    }
}
