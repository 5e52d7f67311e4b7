package gateway.api.content;

/** How much of a file a scan sees. */
public enum ScanMethod {
    /** All of it: every kind of signature can match. */
    WHOLE,
    /**
     * A part of it, with the end of the part before ({@link ScanTerms#overlapBytes()}): sees signatures that match at
     * any place, but no hash of the file, no archive that is longer, and nothing that depends on where the file begins.
     */
    WINDOW
}
