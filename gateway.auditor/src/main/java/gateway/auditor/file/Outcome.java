package gateway.auditor.file;

import gateway.api.content.AuditRecord;
import gateway.api.content.FilePart;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a part of a file.
 *
 * @param part the part
 * @param sha256 of the whole file in hexadecimal; empty where it is not stored
 * @param bytes how many of the file there were
 * @param why it is not stored, in a sentence without its end; empty if it is
 */
public record Outcome(FilePart part, String sha256, long bytes, String why) {
    /** As a record, in the words of Suricata. */
    public AuditRecord record(long atMillis) {
        AuditRecord began = part.record();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("filename", part.name());
        detail.put("state", why.isEmpty() ? "CLOSED" : "TRUNCATED");
        detail.put("stored", why.isEmpty());
        detail.put("size", bytes);
        if (why.isEmpty()) {
            detail.put("sha256", sha256);
        } else {
            detail.put("reason", why);
        }
        part.attributes().forEach(detail::putIfAbsent);
        return new AuditRecord(Math.max(atMillis, began.timestampMillis()), "fileinfo", began.flowId(),
            began.transport(), began.source(), began.destination(), began.application(), began.audited(), detail);
    }
}
