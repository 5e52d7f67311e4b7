package gateway.api.operation;

/**
 * Which flows are wanted.
 *
 * @param text what an address, an endpoint, an application, a rule or a requested file name has to contain; in any
 *     case of letters; empty for all
 * @param application exactly this application, {@code unidentified} for flows that nobody recognised; empty for all
 * @param order by what they are sorted
 * @param descending largest, latest or last in the alphabet first
 * @param limit how many lines, 1 to 1000
 */
public record FlowQuery(String text, String application, Order order, boolean descending, int limit) {
    /** The most lines that are answered at once. */
    public static final int MAX_LIMIT = 1000;

    /** By what flows are sorted. */
    public enum Order {
        /** By bytes of both directions. */
        BYTES,
        /** By bytes a second since the flow began. */
        RATE,
        /** By their first packet. */
        STARTED,
        /** By their newest packet. */
        LAST,
        /** By the name of the application. */
        APPLICATION,
        /** By the client's address. */
        CLIENT,
        /** By the server's address. */
        SERVER
    }

    /** @throws IllegalArgumentException for a limit out of range */
    public FlowQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a limit from 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /** The flows with the most bytes. */
    public static FlowQuery largest(int limit) {
        return new FlowQuery("", "", Order.BYTES, true, limit);
    }
}
