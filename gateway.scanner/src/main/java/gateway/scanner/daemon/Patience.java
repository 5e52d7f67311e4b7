package gateway.scanner.daemon;

/**
 * How long things of clamd may take, in milliseconds.
 *
 * @param hung one that answers nothing for this long is hung, and one that cannot be reached for this long is down
 * @param loading a clamd of ours that does not answer so long after its start is started again
 * @param question from one question whether it is there to the next
 * @param look from one look at the folder of signatures to the next
 */
public record Patience(long hung, long loading, long question, long look) {
    /** What is usual, but for what somebody chose. */
    public static Patience usual(long hungMillis) {
        return new Patience(hungMillis, 180_000, 1000, 10_000);
    }
}
