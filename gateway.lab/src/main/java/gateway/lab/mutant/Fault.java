package gateway.lab.mutant;

/**
 * A rule that was broken.
 *
 * @param application whose parser broke it
 * @param kind the same for the same mistake, whatever the input
 * @param detail what happened, in a line
 */
public record Fault(String application, String kind, String detail) {
    /** Something was thrown: the kind is what, and where. */
    static Fault thrown(String application, Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where = "nowhere";
        for (int i = trace.length - 1; i >= 0; i--) {
            where = trace[i].getClassName().startsWith("gateway.protocol.") ? trace[i].toString() : where;
        }
        return new Fault(application, "threw " + thrown.getClass().getName() + " at " + where,
            String.valueOf(thrown.getMessage()));
    }

    @Override
    public String toString() {
        return application + " " + kind + (detail.isEmpty() ? "" : ": " + detail);
    }
}
