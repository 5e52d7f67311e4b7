package gateway.scanner.pool;

/**
 * How much there may be.
 *
 * @param atOnce scans that are made at the same time, at least 1
 * @param waiting scans that wait for their turn
 * @param heldBytes content of both, kept by whoever asked
 * @param largestBytes of one content
 * @param deadlineMillis from the question to the verdict
 * @param retries how often a scan is tried again where the engine failed
 */
public record Bounds(int atOnce, int waiting, long heldBytes, long largestBytes, long deadlineMillis, int retries) { }
