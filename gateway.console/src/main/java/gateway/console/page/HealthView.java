package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;

/** What all health checks say; the executor keeps an answer for a while, so that many visitors cost as much as one. */
final class HealthView {
    /** An empty selector would mean the checks of a default tag; this one leaves out what nobody is tagged with. */
    private static final HealthCheckSelector ALL = HealthCheckSelector.tags("-no.such.tag");

    private final Service<HealthCheckExecutor> checks;

    HealthView(Service<HealthCheckExecutor> checks) {
        this.checks = checks;
    }

    /** All checks, by title. */
    void all(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        List<HealthCheckExecutionResult> results =
            new ArrayList<>(checks.now().execute(ALL));
        results.sort(Comparator.comparing(result -> result.getHealthCheckMetadata().getTitle()));
        json.writeStartObject();
        json.writeArrayFieldStart("checks");
        for (HealthCheckExecutionResult result : results) {
            write(json, result);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, HealthCheckExecutionResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", result.getHealthCheckMetadata().getTitle());
        json.writeArrayFieldStart("tags");
        for (String tag : result.getHealthCheckMetadata().getTags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        Result answer = result.getHealthCheckResult();
        json.writeStringField("status", answer.getStatus().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("at", result.getFinishedAt().getTime());
        json.writeArrayFieldStart("sentences");
        for (ResultLog.Entry entry : answer) {
            if (!entry.isDebug()) {
                json.writeString(WireText.shown(entry.getMessage()));
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
