package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Estimate;
import gateway.api.operation.LocalizingEffect.Group;
import gateway.api.operation.LocalizingEffect.Raised;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What localizing brings, as JSON; rates are bytes a second, an estimate that cannot be made is null. */
final class EffectJson {
    private EffectJson() {
    }

    static void write(JsonGenerator json, List<LocalizingEffect> effects) throws IOException {
        json.writeArrayFieldStart("effects");
        for (LocalizingEffect effect : effects) {
            json.writeStartObject();
            json.writeStringField("application", WireText.shown(effect.application()));
            json.writeStringField("window", effect.window().name().toLowerCase(Locale.ROOT));
            group(json, "localized", effect.localized());
            group(json, "control", effect.control());
            estimate(json, "saving", effect.farSaving());
            estimate(json, "change", effect.rateChange());
            json.writeNumberField("least", LocalizingEffect.LEAST_CLIENTS);
            json.writeNumberField("raised", effect.raised());
            raised(json, effect.examples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void group(JsonGenerator json, String name, Group group) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("clients", group.clients());
        json.writeNumberField("bytes", group.bytes());
        json.writeNumberField("far", group.farBytes());
        json.writeNumberField("rate", group.bytesPerSecond());
        json.writeEndObject();
    }

    private static void estimate(JsonGenerator json, String name, Optional<Estimate> estimate) throws IOException {
        if (estimate.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("value", estimate.get().value());
        json.writeNumberField("low", estimate.get().low());
        json.writeNumberField("high", estimate.get().high());
        json.writeEndObject();
    }

    private static void raised(JsonGenerator json, List<Raised> examples) throws IOException {
        json.writeArrayFieldStart("examples");
        for (Raised each : examples) {
            json.writeStartObject();
            json.writeStringField("client", each.client().toString());
            json.writeNumberField("farPeers", each.farPeers());
            json.writeNumberField("rate", each.bytesPerSecond());
            json.writeNumberField("reference", each.reference());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
