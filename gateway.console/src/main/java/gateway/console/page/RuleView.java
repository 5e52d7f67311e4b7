package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import gateway.api.operation.DryRun;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RuleBook;
import gateway.api.operation.RuleText;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules as they stand, what other rules would do, and the change to them. */
final class RuleView {
    private static final Logger LOG = LoggerFactory.getLogger(RuleView.class);

    private final Service<RuleBook> rules;

    RuleView(Service<RuleBook> rules) {
        this.rules = rules;
    }

    /** All rules, in order. */
    void all(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        List<RuleText> all = rules.now().rules();
        json.writeStartObject();
        json.writeStringField("base", base(all));
        json.writeArrayFieldStart("rules");
        for (RuleText rule : all) {
            write(json, rule);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RuleText rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.name());
        json.writeObjectFieldStart("settings");
        for (var setting : rule.settings().entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
        json.writeStringField("problem", rule.problem());
        json.writeBooleanField("inForce", rule.inForce());
        json.writeEndObject();
    }

    /** What is wrong with one rule. */
    void problem(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        List<RuleText> one = RuleRequest.read(request).rules();
        if (one.size() != 1) {
            throw Problem.wrong("One rule can be looked at, not " + one.size() + ".");
        }
        json.writeStartObject();
        json.writeStringField("problem", rules.now().problemOf(one.get(0)));
        json.writeEndObject();
    }

    /** What rules would have done. */
    void dryRun(JsonParser request, Visitor visitor, JsonGenerator json)
        throws IOException, NotAnswering, Problem {
        DryRun run;
        try {
            run = rules.now().dryRun(RuleRequest.read(request).rules());
        } catch (IllegalArgumentException unusable) {
            throw Problem.wrong(unusable.getMessage());
        }
        json.writeStartObject();
        json.writeNumberField("flows", run.flows());
        json.writeArrayFieldStart("counts");
        for (DryRun.Count count : run.counts()) {
            json.writeStartObject();
            json.writeStringField("rule", count.rule());
            json.writeNumberField("flows", count.flows());
            json.writeNumberField("bytes", count.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        for (DryRun.Change change : run.changes()) {
            json.writeStartObject();
            json.writeFieldName("flow");
            FlowJson.write(json, change.flow(), false);
            json.writeStringField("decision", change.decision());
            json.writeStringField("rule", change.rule());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Puts rules in the place of those that the visitor saw; not in the place of others that came meanwhile. */
    void replace(JsonParser request, Visitor visitor, JsonGenerator json) throws IOException, Problem {
        RuleRequest wanted = RuleRequest.read(request);
        RuleBook book = rules.now();
        if (!wanted.base().equals(base(book.rules()))) {
            throw Problem.conflict("The rules have been changed by somebody else since you began. Yours are kept "
                + "here; look at both before you save.");
        }
        try {
            book.replace(wanted.rules());
        } catch (IllegalArgumentException unusable) {
            throw Problem.wrong(unusable.getMessage());
        } catch (IOException unwritable) {
            LOG.warn("rules could not be written", unwritable);
            throw Problem.failed("The rules could not be written: " + unwritable.getMessage());
        }
        LOG.info("{} changed the rules; there are {} now", visitor.user(), wanted.rules().size());
        all(new Parameters(name -> null), visitor, json);
    }

    /** A few digits that change with any name, setting or place of a rule. */
    static String base(List<RuleText> rules) {
        StringBuilder text = new StringBuilder();
        for (RuleText rule : rules) {
            text.append(rule.name()).append('\n');
            rule.settings().forEach((key, value) -> text.append(key).append('\0').append(value).append('\n'));
            text.append('\n');
        }
        byte[] digest = Reply.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, digest.length / 2);
    }
}
