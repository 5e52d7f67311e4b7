package gateway.api.locality;

/**
 * What is wanted of a list of peers.
 *
 * @param way whether far peers are replaced
 * @param farPeers how many far peers of a content a client is left by all its lists within a while, as far as they name
 *     so many and near ones can take the others' places: 0 to any number
 * @param leastPeers how many peers a client needs: of a content of which fewer near ones are known, so many more far
 *     peers stay; 0 to any number
 */
public record RewriteTerms(Way way, int farPeers, int leastPeers) {
    /** Refuses negative numbers. */
    public RewriteTerms {
        if (farPeers < 0 || leastPeers < 0) {
            throw new IllegalArgumentException("no list keeps " + farPeers + " far peers of " + leastPeers);
        }
    }

    /** However few near peers are known. */
    public RewriteTerms(Way way, int farPeers) {
        this(way, farPeers, 0);
    }

    /** The same with another number of far peers that stay. */
    public RewriteTerms keeping(int otherFarPeers) {
        return new RewriteTerms(way, otherFarPeers, leastPeers);
    }

    /**
     * How many far peers stay where so many near ones are known that the client may be told of.
     *
     * @param nearPeers 0 to any number
     */
    public int farPeers(int nearPeers) {
        return Math.max(farPeers, leastPeers - nearPeers);
    }

    /** What is done to a list. */
    public enum Way {
        /** Near peers of the same content take the places of far ones. */
        REPLACE,
        /** The peers stay; the nearest stands first. */
        REORDER
    }
}
