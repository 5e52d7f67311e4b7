package gateway.lab;

/** The laboratory itself failed: a tool is missing, a set-up step did not work, a bound was met. One clear line. */
public final class LabException extends RuntimeException {
    /** Says what failed in one line. */
    public LabException(String message) {
        super(message);
    }

    /** Says what failed in one line, and what it came from. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
