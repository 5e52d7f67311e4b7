package gateway.api.content;

/**
 * What whoever asks for scans has to know.
 *
 * @param largestBytes longer content is not scanned: {@link ScanVerdict.Reason#TOO_LARGE}
 * @param overlapBytes how many bytes of a window the next one repeats: one less than the longest signature that may
 *     match across the border, as far as the scanner goes for it
 * @param deadlineMillis when a verdict comes at the latest, counted from the call, time in the queue included
 */
public record ScanTerms(long largestBytes, int overlapBytes, long deadlineMillis) { }
