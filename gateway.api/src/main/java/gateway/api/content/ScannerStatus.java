package gateway.api.content;

import java.util.Map;

/**
 * Where a scanner stands, for people and metrics.
 *
 * @param phase whether it can scan
 * @param sentence the same in words; why not, if it cannot
 * @param engine name and version of what scans; empty if unknown
 * @param signatures what it looks for
 * @param running scans that are being made
 * @param waiting scans that wait for their turn
 * @param heldBytes how much content is kept for both
 * @param totals what was counted since the scanner began
 */
public record ScannerStatus(Phase phase, String sentence, String engine, Signatures signatures, int running,
                            int waiting, long heldBytes, Totals totals) {
    /** Whether a scanner can scan. */
    public enum Phase {
        /** No rule asks for scans, so its engine does not run. */
        IDLE,
        /** The engine starts, or starts again; scans wait for it. */
        STARTING,
        /** Content is scanned. */
        SERVING,
        /** Nothing can be scanned; tried again all the time. */
        DOWN
    }

    /**
     * What is looked for.
     *
     * @param source where they are from, in words; empty if unknown
     * @param count how many; negative if unknown
     * @param dateMillis when the newest was made, since 1970; negative if unknown
     * @param testOnly they are only there to try out the gateway, and find nothing that is harmful
     */
    public record Signatures(String source, long count, long dateMillis, boolean testOnly) {
        /** Signatures that are meant to be of use. */
        public Signatures(String source, long count, long dateMillis) {
            this(source, count, dateMillis, false);
        }
    }

    /**
     * Counters.
     *
     * @param bytes in content of which it was said whether it is clean
     * @param clean scans that found nothing
     * @param infected scans that found something
     * @param notScanned the others; every reason is there
     * @param retries attempts that were made again
     * @param restarts starts of the engine after the first
     */
    public record Totals(long bytes, long clean, long infected, Map<ScanVerdict.Reason, Long> notScanned, long retries,
                         long restarts) {
        /** Copies the map. */
        public Totals {
            notScanned = Map.copyOf(notScanned);
        }
    }
}
