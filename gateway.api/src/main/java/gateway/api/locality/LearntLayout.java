package gateway.api.locality;

import java.util.List;

/**
 * What was found out of one way of writing lists, for people.
 *
 * @param id its name, for {@link LayoutLearner#forget} and in records
 * @param application whose it is
 * @param state what is done with it
 * @param form where addresses and ports stand, in sentences
 * @param confirmed how many payloads confirmed it: their client contacted enough of the peers in them
 * @param contacted how many listed peers were contacted
 * @param listed how many were listed in these payloads
 * @param substituted how many peers were put into its lists that are not waited for any more
 * @param substitutedContacted how many of these were contacted
 * @param examples places of contacted peers in payloads that confirmed it, in sentences; at most a handful
 * @param seenMillis when it was confirmed last; 0 if it came from a file and was not since
 * @param reason why it is not in use; empty if it is
 */
public record LearntLayout(String id, String application, State state, List<String> form, int confirmed, int contacted,
                           int listed, int substituted, int substitutedContacted, List<String> examples,
                           long seenMillis, String reason) {
    /** Copies the lists. */
    public LearntLayout {
        form = List.copyOf(form);
        examples = List.copyOf(examples);
    }

    /** What is done with a layout. */
    public enum State {
        /** Lists are found by it. */
        IN_USE,
        /** Not confirmed often enough, or not all that has to be known of it is. */
        CANDIDATE,
        /** It was in use, but clients do not contact the peers that are put into its lists. */
        WITHDRAWN
    }
}
