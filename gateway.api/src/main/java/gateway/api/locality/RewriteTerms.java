package gateway.api.locality;

/**
 * What is wanted of a list of peers.
 *
 * @param way whether far peers are replaced
 * @param farPeers how many far peers stay in a list at least, as long as there are so many: 0 to any number
 */
public record RewriteTerms(Way way, int farPeers) {
    /** Refuses a negative number. */
    public RewriteTerms {
        if (farPeers < 0) {
            throw new IllegalArgumentException("no list keeps " + farPeers + " far peers");
        }
    }

    /** What is done to a list. */
    public enum Way {
        /** Near peers of the same content take the places of far ones. */
        REPLACE,
        /** The peers stay; the nearest stands first. */
        REORDER
    }
}
