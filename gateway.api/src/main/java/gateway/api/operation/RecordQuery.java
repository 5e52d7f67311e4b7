package gateway.api.operation;

/**
 * Which records are wanted; the newest come first.
 *
 * @param text words of which each has to stand in a message, a search or the name of a file, also as a part of a
 *     longer word, in any case of letters; empty for all
 * @param who what an account, or an address of either end, has to contain; empty for all
 * @param application exactly this application; empty for all
 * @param kind exactly this kind, see {@link RecordLine}; empty for all
 * @param fromMillis not before this moment, since 1970
 * @param toMillis before this moment, since 1970
 * @param before only records with a smaller number: to turn the page; {@link Long#MAX_VALUE} for the first
 * @param limit how many, 1 to 500
 */
public record RecordQuery(String text, String who, String application, String kind, long fromMillis, long toMillis,
                          long before, int limit) {
    /** The most records that are answered at once. */
    public static final int MAX_LIMIT = 500;

    /** @throws IllegalArgumentException for a limit out of range */
    public RecordQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a limit from 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }
}
