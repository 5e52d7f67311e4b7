package gateway.core.internal.policy;

/**
 * For how long what goes to far peers waits (P2P-DISTO; its hierarchical variant has several levels).
 *
 * @param farMillis to peers that are not near
 * @param farthestMillis to those of them that are not even on the same continent, or of which nothing is known
 */
public record Delaying(int farMillis, int farthestMillis) {
    /** From this cost on, of 1000, a peer is one of the farthest. */
    public static final int FARTHEST_COST = 700;
    /** Longer than that TCP takes what waits for lost. */
    public static final int MOST_MILLIS = 5000;

    /** Refuses what cannot be waited. */
    public Delaying {
        if (farMillis < 0 || farthestMillis < 0 || farMillis > MOST_MILLIS || farthestMillis > MOST_MILLIS) {
            throw new IllegalArgumentException("a packet waits 0 to " + MOST_MILLIS + " ms");
        }
    }
}
