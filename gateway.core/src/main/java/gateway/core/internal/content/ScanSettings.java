package gateway.core.internal.content;

/**
 * How much of files is kept so that they can be scanned.
 *
 * @param wholeBytes a file up to this size is scanned as a whole, before its last packet passes; a larger one in
 *     windows
 * @param windowBytes how many new bytes a window has
 * @param memoryBytes of content in memory, of all workers
 * @param diskBytes of content in files
 * @param quarantineBytes of infected files that are kept; 0 for none
 */
public record ScanSettings(long wholeBytes, int windowBytes, long memoryBytes, long diskBytes,
                           long quarantineBytes) {
    /** Files of 100 MB, windows of 1 MB, 128 MB in memory, 4 GB on the disk, no quarantine. */
    public static final ScanSettings DEFAULT =
        new ScanSettings(100_000_000, 1_000_000, 128_000_000, 4_000_000_000L, 0);
}
