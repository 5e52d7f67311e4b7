package gateway.api.operation;

/** The gateway does not run, or a worker does not answer; the message says which in one sentence. */
public final class NotAnswering extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason one sentence for an administrator */
    public NotAnswering(String reason) {
        super(reason);
    }
}
