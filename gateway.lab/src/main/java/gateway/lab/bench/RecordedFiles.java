package gateway.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import java.util.List;
import java.util.function.Predicate;

/** How many of the files that a contestant's gateway records from now on are whole. */
final class RecordedFiles {
    private static final Predicate<JsonNode> OUTCOME =
        Records.of("fileinfo", "http").and(line -> line.path("fileinfo").has("stored"));

    private final Records records;
    private final int before;

    /** @param audited a contestant with a gateway */
    RecordedFiles(Contestant audited) {
        records = audited.gateway().orElseThrow().records();
        before = records.find(OUTCOME).size();
    }

    /** Whole ones among all of which the records say by now what became of them, in percent. */
    double whole() {
        List<JsonNode> all = records.find(OUTCOME);
        List<JsonNode> since = all.subList(before, all.size());
        long whole = since.stream().filter(line -> line.path("fileinfo").path("stored").asBoolean()).count();
        return 100.0 * whole / Math.max(1, since.size());
    }
}
