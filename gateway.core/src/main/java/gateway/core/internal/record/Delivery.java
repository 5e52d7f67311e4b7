package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import gateway.api.content.FilePart;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands over to one auditor and counts each file's bytes, so that one of which some were lost on the way does not pass
 * as whole. The thread of the auditor's line.
 */
final class Delivery {
    private final Auditor auditor;
    /** How many bytes of each open part were handed over. */
    private final Map<Long, long[]> handed = new HashMap<>();

    Delivery(Auditor auditor) {
        this.auditor = auditor;
    }

    void told(AuditRecord entry) {
        auditor.onRecord(entry);
    }

    void began(FilePart part) {
        auditor.onFileBegan(part);
        handed.put(part.id(), new long[1]);
    }

    /** Also comes with bytes of parts that this auditor did not want. */
    void bytes(long part, long fileOffset, ByteBuffer bytes) {
        long[] count = handed.get(part);
        if (count != null) {
            int length = bytes.remaining();
            auditor.onFileBytes(part, fileOffset, bytes);
            count[0] += length;
        }
    }

    void ended(long part, long emitted, String why) {
        long[] count = handed.remove(part);
        if (count == null) {
            return;
        }
        String reason = why;
        if (reason.isEmpty() && count[0] < emitted) {
            reason = emitted - count[0] + " of its bytes were lost: records could not keep up with the traffic";
        }
        auditor.onFileEnded(part, reason.isEmpty(), reason);
    }
}
