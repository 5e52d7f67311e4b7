package gateway.console.page;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus;
import gateway.api.operation.FoundFile;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.ScanCounts;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.operation.ScannedTransferLine;
import gateway.api.operation.TransferDirectory;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.console.security.Visitor;
import java.io.IOException;
import java.util.Locale;

/** Files that are scanned on their way, what was found, and who scans. */
final class ScanView {
    private static final int LINES = 100;

    private final Service<TransferDirectory> transfers;
    private final Looks looks;

    ScanView(Service<TransferDirectory> transfers, Looks looks) {
        this.transfers = transfers;
        this.looks = looks;
    }

    /** All of it; names of files only for who may see content. */
    void all(Parameters parameters, Visitor visitor, JsonGenerator json) throws IOException, NotAnswering, Problem {
        ScanPicture now = transfers.now().look(LINES);
        boolean content = visitor.maySeeContent();
        if (content && holdsNames(now)) {
            looks.at(visitor, "files that are scanned");
        }
        json.writeStartObject();
        json.writeBooleanField("wanted", now.wanted());
        json.writeBooleanField("blocked", now.blocked());
        if (now.scanner().isPresent()) {
            json.writeFieldName("scanner");
            scanner(json, now.scanner().get());
        }
        level(json, "memory", now.memory());
        level(json, "disk", now.disk());
        counts(json, now.counts());
        json.writeNumberField("underWay", now.underWay());
        json.writeArrayFieldStart("transfers");
        for (ScannedTransferLine line : now.transfers()) {
            transfer(json, line, content);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("found");
        for (FoundFile file : now.found()) {
            found(json, file, content);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static boolean holdsNames(ScanPicture now) {
        return now.transfers().stream().anyMatch(line -> !line.name().isEmpty())
            || now.found().stream().anyMatch(file -> !file.name().isEmpty());
    }

    private static void scanner(JsonGenerator json, ScannerStatus scanner) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", word(scanner.phase()));
        json.writeStringField("sentence", WireText.shown(scanner.sentence()));
        json.writeStringField("engine", WireText.shown(scanner.engine()));
        json.writeStringField("source", WireText.shown(scanner.signatures().source()));
        json.writeNumberField("signatures", scanner.signatures().count());
        json.writeNumberField("date", scanner.signatures().dateMillis());
        json.writeBooleanField("testOnly", scanner.signatures().testOnly());
        json.writeNumberField("running", scanner.running());
        json.writeNumberField("waiting", scanner.waiting());
        json.writeEndObject();
    }

    private static void level(JsonGenerator json, String name, Level level) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("bytes", level.bytes());
        json.writeNumberField("bound", level.bound());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, ScanCounts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("clean", counts.clean());
        json.writeNumberField("infected", counts.infected());
        json.writeNumberField("bytes", counts.bytes());
        json.writeObjectFieldStart("unscanned");
        for (Reason reason : Reason.values()) {
            json.writeNumberField(word(reason), counts.notScanned().getOrDefault(reason, 0L));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void transfer(JsonGenerator json, ScannedTransferLine line, boolean content) throws IOException {
        json.writeStartObject();
        file(json, line.flowId(), line.application(), content ? line.name() : "");
        way(json, line.direction(), line.client(), line.server());
        json.writeNumberField("bytes", line.bytes());
        json.writeNumberField("length", line.length());
        json.writeStringField("state", word(line.state()));
        json.writeStringField("method", word(line.method()));
        json.writeNumberField("since", line.sinceMillis());
        json.writeEndObject();
    }

    private static void found(JsonGenerator json, FoundFile file, boolean content) throws IOException {
        json.writeStartObject();
        file(json, file.flowId(), file.application(), content ? file.name() : "");
        way(json, file.direction(), file.client(), file.server());
        json.writeNumberField("at", file.atMillis());
        json.writeNumberField("bytes", file.bytes());
        json.writeStringField("signature", WireText.shown(file.signature()));
        json.writeStringField("method", word(file.method()));
        json.writeBooleanField("quarantined", file.quarantined());
        if (content && !file.sha256().isEmpty()) {
            json.writeStringField("sha256", file.sha256());
        }
        json.writeEndObject();
    }

    private static void file(JsonGenerator json, long flowId, String application, String name) throws IOException {
        // A script's numbers have 53 bits.
        json.writeStringField("flow", Long.toString(flowId));
        json.writeStringField("application", application);
        if (!name.isEmpty()) {
            json.writeStringField("name", WireText.shown(name));
        }
    }

    private static void way(JsonGenerator json, Direction direction, Endpoint client, Endpoint server)
        throws IOException {
        boolean down = direction == Direction.TO_CLIENT;
        json.writeStringField("from", (down ? server : client).toString());
        json.writeStringField("to", (down ? client : server).toString());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
