package gateway.core.internal.policy;

import gateway.api.locality.RewriteTerms;

/**
 * What a rule wants of lists of peers.
 *
 * @param terms how lists are changed
 * @param controlPercent how many of a hundred clients are left alone, so that what localizing does can be compared
 * @param transfers whether flows that carry data above all are read for lists in them, too
 */
public record Localizing(RewriteTerms terms, int controlPercent, boolean transfers) {
    /** Refuses what is no part of a hundred. */
    public Localizing {
        if (controlPercent < 0 || controlPercent > 100) {
            throw new IllegalArgumentException(controlPercent + " of a hundred");
        }
    }
}
