package gateway.api.content;

/** What a scan came to. */
public sealed interface ScanVerdict {
    /** How much of the file was seen. */
    ScanMethod method();

    /** Nothing was found, and everything was looked at. */
    record Clean(ScanMethod method) implements ScanVerdict { }

    /**
     * Something was found.
     *
     * @param signature its name as the engine says it: at most 128 printable ASCII characters
     */
    record Infected(ScanMethod method, String signature) implements ScanVerdict { }

    /**
     * Nobody can say. Never to be taken for clean.
     *
     * @param reason chooses the exception policy
     * @param detail the same in words, for people; at most 200 printable ASCII characters
     */
    record NotScanned(ScanMethod method, Reason reason, String detail) implements ScanVerdict { }

    /** Why something was not scanned. */
    enum Reason {
        /** Larger than the scanner takes, or unpacking it went beyond a limit. */
        TOO_LARGE,
        /** It is encrypted, or a part of it is. */
        ENCRYPTED,
        /** Not all of it passed in order. Core says this, a scanner never. */
        OUT_OF_SEQUENCE,
        /** The engine is not there, or fails. */
        SCANNER_DOWN,
        /** There was no answer in time. */
        DEADLINE,
        /** More is waiting already than may. */
        BUSY,
        /** Its bytes could not be read. */
        UNREADABLE,
        /** Whoever asked does not want to know any more. */
        CANCELLED
    }
}
