package gateway.core.internal.locality;

import gateway.api.locality.PeerList;
import gateway.api.protocol.ListWriter;

/**
 * A list of peers that no bundle reads, found by what was learnt.
 *
 * @param layout by which layout
 * @param list who stands in it
 * @param writer changes it; the learner's code, to be called by {@link LearnerCalls#write}
 */
public record UnknownList(String layout, PeerList list, ListWriter writer) {
}
