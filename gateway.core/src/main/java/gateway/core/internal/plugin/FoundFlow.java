package gateway.core.internal.plugin;

import gateway.core.internal.pipeline.ManagedFlow;

/**
 * What is said of one flow of a capture: by the capture's folder, or by the pipeline.
 *
 * @param source the side that sent the first packet
 * @param destination the other side
 * @param label the application, {@value #UNKNOWN} where nobody recognised it
 * @param decidedAt which packet with payload settled it, from 1; 0 where none did
 * @param reason the rule that did; empty where none did
 */
record FoundFlow(String source, String destination, String label, int decidedAt, String reason) {
    static final String UNKNOWN = "unknown";

    static FoundFlow of(ManagedFlow flow) {
        boolean known = !flow.application().isEmpty();
        return new FoundFlow(flow.client().toString(), flow.server().toString(),
            known ? flow.application() : UNKNOWN, known ? flow.settledAt() : 0, known ? flow.rule() : "");
    }

    boolean isBetween(FoundFlow other) {
        return source.equals(other.source) && destination.equals(other.destination);
    }

    String ends() {
        return source + "->" + destination;
    }

    /** As it is said in a reason. */
    String outcome() {
        return label.equals(UNKNOWN) ? UNKNOWN : label + " by " + reason + " at packet " + decidedAt;
    }
}
