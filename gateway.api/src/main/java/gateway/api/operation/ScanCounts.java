package gateway.api.operation;

import gateway.api.content.ScanVerdict.Reason;
import java.util.Map;

/**
 * What became of transfers that were to be scanned.
 *
 * @param clean transfers in which nothing was found, and everything was looked at
 * @param infected transfers in which something was found
 * @param notScanned the others by reason; every reason is there
 * @param bytes of those that were scanned
 */
public record ScanCounts(long clean, long infected, Map<Reason, Long> notScanned, long bytes) {
    /** Copies the map. */
    public ScanCounts {
        notScanned = Map.copyOf(notScanned);
    }

    /** Transfers of which nobody can say what they are. */
    public long unscanned() {
        return notScanned.values().stream().mapToLong(Long::longValue).sum();
    }
}
