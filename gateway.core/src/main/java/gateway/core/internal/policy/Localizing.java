package gateway.core.internal.policy;

import gateway.api.locality.RewriteTerms;
import gateway.api.packet.IpAddress;

/**
 * What a rule wants of lists of peers, and of those who are in them.
 *
 * @param rewrites whether lists are changed
 * @param redirects whether who asks a far peer is led to a near one
 * @param terms how lists are changed, and how many far peers are left to clients
 * @param controlPercent how many of a hundred clients are left alone, so that what localizing does can be compared
 * @param transfers whether flows that carry data above all are read for lists in them, too
 * @param adaptSeconds over how many seconds the rate of a client is judged, to leave it more far peers where it fell; 0
 *     for never
 */
public record Localizing(boolean rewrites, boolean redirects, RewriteTerms terms, int controlPercent,
                         boolean transfers, int adaptSeconds) {
    /** Over how many seconds rates are judged by default. */
    public static final int DEFAULT_SECONDS = 10;
    private static final int HUNDRED = 100;

    /** Refuses what is no part of a hundred. */
    public Localizing {
        if (controlPercent < 0 || controlPercent > HUNDRED) {
            throw new IllegalArgumentException(controlPercent + " of a hundred");
        }
    }

    /** Whatever becomes of rates. */
    public Localizing(boolean rewrites, boolean redirects, RewriteTerms terms, int controlPercent,
                      boolean transfers) {
        this(rewrites, redirects, terms, controlPercent, transfers, 0);
    }

    /** Whether a client is left more far peers where its rate fell; where all stay there are none to be left. */
    public boolean adapts() {
        return adaptSeconds > 0 && (redirects || rewrites && terms.way() == RewriteTerms.Way.REPLACE);
    }

    /** Over how many seconds the rates of clients are taken, adapted or not. */
    public int intervalSeconds() {
        return adaptSeconds > 0 ? adaptSeconds : DEFAULT_SECONDS;
    }

    /**
     * Whether a client is left alone. The same clients are today and tomorrow, at every worker, or what they get could
     * not be compared.
     */
    public boolean isControl(IpAddress client) {
        long mixed = (client.high() * 31 + client.low()) * 0xbf58476d1ce4e5b9L;
        return Math.floorMod(mixed ^ mixed >>> 31, HUNDRED) < controlPercent;
    }
}
