package gateway.lab.appliance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.lab.LabException;
import gateway.lab.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The records that a gateway writes, one JSON object a line.
 *
 * @param file the gateway's {@code events.jsonl}
 */
public record Records(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All records so far that fit. */
    public List<JsonNode> find(Predicate<JsonNode> wanted) {
        return lines().stream().map(Records::parse).filter(wanted).toList();
    }

    /** Waits for a record that fits; false if none comes within {@code limit}. */
    public boolean await(Duration limit, Predicate<JsonNode> wanted) {
        return Await.holds(limit, () -> !find(wanted).isEmpty());
    }

    /** Waits for so many records that fit; false if they do not come within {@code limit}. */
    public boolean await(Duration limit, Predicate<JsonNode> wanted, int count) {
        return Await.holds(limit, () -> find(wanted).size() >= count);
    }

    /** Records of one kind about one application. */
    public static Predicate<JsonNode> of(String eventType, String application) {
        return record -> record.path("event_type").asText().equals(eventType)
            && record.path("app_proto").asText().equals(application);
    }

    /** Decisions to do {@code action} to flows of an application towards an address. */
    public static Predicate<JsonNode> decision(String action, String application, String towards) {
        return of("decision", application)
            .and(record -> record.path("decision").path("action").asText().equals(action))
            .and(record -> record.path("dest_ip").asText().equals(towards));
    }

    private List<String> lines() {
        try {
            // Read at once: who reads on behind an end of the file may find the rest of a line there.
            String text = Files.exists(file) ? Files.readString(file) : "";
            // The last line may be half written.
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new LabException("not a record: " + line, e);
        }
    }
}
