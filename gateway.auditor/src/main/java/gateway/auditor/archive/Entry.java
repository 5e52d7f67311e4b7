package gateway.auditor.archive;

import gateway.api.content.AuditRecord;
import java.util.Map;
import java.util.Optional;

/**
 * A record as the database keeps it. Records of flows, of lists of peers and the like are for the lines only.
 *
 * @param origin the record
 * @param kind as in {@link gateway.api.operation.RecordLine#kind}
 */
record Entry(AuditRecord origin, String kind) {
    /** Longest text of a field, in characters. */
    static final int MAX_TEXT = 64 * 1024;
    private static final Map<String, String> KINDS = Map.of("message", "message", "search", "search",
        "fileoffer", "offer", "fileinfo", "request", "transfer", "transfer", "decision", "decision",
        "scan", "scan", "anomaly", "anomaly");

    static Optional<Entry> of(AuditRecord origin) {
        String kind = KINDS.get(origin.eventType());
        if (kind == null || kind.equals("transfer") && !"ended".equals(origin.detail().get("state"))) {
            return Optional.empty();
        }
        boolean outcome = kind.equals("request") && origin.detail().containsKey("stored");
        return Optional.of(new Entry(origin, outcome ? "file" : kind));
    }

    /** A field of the record's object as text; empty where there is none. */
    String field(String name) {
        Object value = origin.detail().get(name);
        String text = value == null ? "" : value.toString();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /** What it says in words. */
    String text() {
        return switch (kind) {
            case "decision" -> field("action") + " by " + field("rule") + ": " + field("reason");
            case "anomaly" -> field("event") + ": " + field("detail");
            case "scan" -> scan();
            case "file", "transfer" -> field("reason");
            case "request" -> field("method");
            default -> field("text");
        };
    }

    private String scan() {
        return switch (field("verdict")) {
            case "infected" -> "infected: " + field("signature");
            case "clean" -> "clean";
            default -> "not scanned: " + field("detail");
        };
    }

    /** In bytes; -1 where it is not known. */
    long size() {
        Object size = origin.detail().get(kind.equals("transfer") || kind.equals("scan") ? "bytes" : "size");
        return size instanceof Number number ? number.longValue() : -1;
    }
}
