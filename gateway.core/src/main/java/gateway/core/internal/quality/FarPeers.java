package gateway.core.internal.quality;

import gateway.api.locality.RewriteTerms;
import java.util.Map;

/**
 * The clients that are left more far peers than their rule says, since they fared worse without. Immutable; handed to
 * workers as a whole.
 *
 * @param raised how many each of them is left
 */
public record FarPeers(Map<ClientKey, Integer> raised) {
    /** Every client is left what its rule says. */
    public static final FarPeers AS_RULED = new FarPeers(Map.of());

    /** Copies the map. */
    public FarPeers {
        raised = Map.copyOf(raised);
    }

    /** What holds for a client. */
    public RewriteTerms of(ClientKey who, RewriteTerms ruled) {
        Integer more = raised.isEmpty() ? null : raised.get(who);
        return more == null || more <= ruled.farPeers() ? ruled : ruled.keeping(more);
    }
}
