package gateway.auditor.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import gateway.api.content.AuditRecord;
import gateway.api.packet.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a line of a record: an object with the field names of Suricata's EVE format and one object, named after the
 * kind of the record, that holds the rest. Used by one thread at a time.
 *
 * <p>Lines are plain ASCII, whatever text came from the wire: everything else is escaped, so that no name of a file
 * can break a line, drive a terminal or make the text read backwards. What is longer, deeper or more than any honest
 * record is cut.
 */
final class EveEncoder {
    /** Longest text, in characters; a path may have 4096 in Linux. */
    static final int MAX_TEXT = 4096;
    /** Most members of a list or an object; a full peer list of a tracker has 200. */
    static final int MAX_MEMBERS = 1000;
    /** Deepest nesting below the record's own object. */
    static final int MAX_DEPTH = 8;

    private static final DateTimeFormatter TIMESTAMP =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JsonFactory factory = JsonFactory.builder().build().setCharacterEscapes(new AsciiOnly());
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);

    /** The record's line, the line feed included. */
    byte[] encode(AuditRecord record) {
        line.reset();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.setHighestNonEscapedChar(AsciiOnly.DELETE);
            json.writeStartObject();
            writeFlow(json, record);
            json.writeFieldName(cut(record.eventType()));
            writeObject(json, record.detail(), 0);
            json.writeEndObject();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void writeFlow(JsonGenerator json, AuditRecord record) throws IOException {
        json.writeStringField("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(record.timestampMillis())));
        json.writeNumberField("flow_id", record.flowId());
        json.writeStringField("event_type", cut(record.eventType()));
        writeEndpoint(json, "src", record.source());
        writeEndpoint(json, "dest", record.destination());
        json.writeStringField("proto", record.transport().name());
        if (!record.application().isEmpty()) {
            json.writeStringField("app_proto", cut(record.application()));
        }
    }

    private static void writeEndpoint(JsonGenerator json, String side, Endpoint endpoint) throws IOException {
        json.writeStringField(side + "_ip", endpoint.address().toString());
        json.writeNumberField(side + "_port", endpoint.port());
    }

    private static void writeValue(JsonGenerator json, Object value, int depth) throws IOException {
        if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value == null || depth > MAX_DEPTH) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> object) {
            writeObject(json, object, depth);
        } else if (value instanceof Collection<?> list) {
            writeList(json, list, depth);
        } else {
            json.writeString(cut(value.toString()));
        }
    }

    private static void writeObject(JsonGenerator json, Map<?, ?> object, int depth) throws IOException {
        json.writeStartObject();
        int left = MAX_MEMBERS;
        for (Map.Entry<?, ?> member : object.entrySet()) {
            if (left-- == 0) {
                break;
            }
            json.writeFieldName(cut(String.valueOf(member.getKey())));
            writeValue(json, member.getValue(), depth + 1);
        }
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, Collection<?> list, int depth) throws IOException {
        json.writeStartArray();
        int left = MAX_MEMBERS;
        for (Object member : list) {
            if (left-- == 0) {
                break;
            }
            writeValue(json, member, depth + 1);
        }
        json.writeEndArray();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
