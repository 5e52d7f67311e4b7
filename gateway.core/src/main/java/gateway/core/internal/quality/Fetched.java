package gateway.core.internal.quality;

import gateway.core.internal.policy.Localizing;

/**
 * What a client fetched since the last time, as far as one worker saw it.
 *
 * @param who fetched it
 * @param localizing what the rule says that concerns it; null where none does
 * @param nearBytes from near peers
 * @param farBytes from far ones
 * @param lists how many lists of peers it was told
 */
public record Fetched(ClientKey who, Localizing localizing, long nearBytes, long farBytes, int lists) {
}
