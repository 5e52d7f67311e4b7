package gateway.core.internal.pipeline;

import gateway.api.locality.PeerList;

/**
 * What became of a list of peers that a rule wants changed.
 *
 * @param rule which one
 * @param layout by which learnt layout it was found; empty where a bundle read it
 * @param list as it came
 * @param result in a word
 * @param replaced how many places hold a peer that the list did not have
 * @param moved how many places hold another peer of the list
 * @param redirected how many of its far peers its client will find near peers behind
 * @param far how many far peers the list holds now; -1 where nobody counted
 */
public record ListOutcome(String rule, String layout, PeerList list, Result result, int replaced, int moved,
                          int redirected, int far) {
    /** The same with another number of redirected peers. */
    ListOutcome redirecting(int peers) {
        return new ListOutcome(rule, layout, list, result, replaced, moved, peers, far);
    }

    /** What became of it. */
    public enum Result {
        /** It went on with other peers, or in another order. */
        CHANGED,
        /** There was nothing to be improved. */
        KEPT,
        /** Its client is one of those that are left alone, to compare with. */
        CONTROL,
        /** A part of it had gone on, or it does not stand on the wire in one piece: it passed as it was. */
        PASSED,
        /** Its form has no room for the new peers: it passed as it was. */
        UNWRITABLE
    }
}
