package gateway.scanner.signature;

/**
 * What was found in a folder of signatures.
 *
 * @param count how many there are
 * @param dateMillis when the newest was made, since 1970; 0 where there is none
 * @param longestSpan how many bytes the longest of those covers that match at any place and over a bounded distance
 */
public record Survey(long count, long dateMillis, long longestSpan) {
    static final Survey NOTHING = new Survey(0, 0, 0);

    Survey and(Survey other) {
        return new Survey(count + other.count, Math.max(dateMillis, other.dateMillis),
            Math.max(longestSpan, other.longestSpan));
    }
}
