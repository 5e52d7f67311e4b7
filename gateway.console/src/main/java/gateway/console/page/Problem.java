package gateway.console.page;

/** A request that cannot be answered as it was asked; the message is one sentence for the visitor. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    private Problem(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** What was asked makes no sense. */
    static Problem wrong(String sentence) {
        return new Problem(400, sentence);
    }

    /** The visitor may not do that. */
    static Problem forbidden(String sentence) {
        return new Problem(403, sentence);
    }

    /** What was asked for is not there, or not any more. */
    static Problem gone(String sentence) {
        return new Problem(404, sentence);
    }

    /** Somebody else was faster. */
    static Problem conflict(String sentence) {
        return new Problem(409, sentence);
    }

    /** The request is larger than any that makes sense. */
    static Problem tooLarge(String sentence) {
        return new Problem(413, sentence);
    }

    /** The request is not in the form that we read. */
    static Problem unreadable(String sentence) {
        return new Problem(415, sentence);
    }

    /** It could not be done, through no fault of the visitor. */
    static Problem failed(String sentence) {
        return new Problem(500, sentence);
    }

    /** Who should answer does not, now. */
    static Problem unavailable(String sentence) {
        return new Problem(503, sentence);
    }

    /** As HTTP counts. */
    int status() {
        return status;
    }
}
