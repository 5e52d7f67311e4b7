package gateway.core.internal.pipeline;

import gateway.core.internal.redirect.Redirection;

/**
 * What became of a flow that was led to a near peer.
 *
 * @param redirection which led it there
 * @param result in a word
 */
public record RedirectOutcome(Redirection redirection, Result result) {
    /** What became of it. */
    public enum Result {
        /** The near peer answered. */
        ANSWERED,
        /** It did not, or refused: the client reaches the far peer again. */
        SILENT
    }
}
