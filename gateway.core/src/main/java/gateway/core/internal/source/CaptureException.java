package gateway.core.internal.source;

/** A capture file that cannot be read, or not to its end. The message is one sentence for the person who asked. */
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The sentence names the file and, where there is one, the offset. */
    public CaptureException(String sentence) {
        super(sentence);
    }

    /** The same, of an error below. */
    public CaptureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
