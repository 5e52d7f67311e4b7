package gateway.api.operation;

import java.util.List;

/**
 * What other rules would have done.
 *
 * @param flows how many flows were looked at
 * @param counts how many of them each rule would decide, {@code default} included, in the order of the rules
 * @param changes flows that would be decided otherwise, the largest first, at most 200
 */
public record DryRun(int flows, List<Count> counts, List<Change> changes) {
    /**
     * What one rule would decide.
     *
     * @param rule its name
     * @param flows of the flows that were looked at
     * @param bytes of these flows
     */
    public record Count(String rule, long flows, long bytes) {
    }

    /**
     * A flow that would be decided otherwise.
     *
     * @param flow as it is
     * @param decision what would be
     * @param rule which rule would decide
     */
    public record Change(FlowLine flow, String decision, String rule) {
    }
}
