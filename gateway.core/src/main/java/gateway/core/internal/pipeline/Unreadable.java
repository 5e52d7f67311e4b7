package gateway.core.internal.pipeline;

import gateway.api.protocol.Dissector.CloseReason;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.source.RawPacket.Verdict;

/** Flows that cannot be read any further: policy says what becomes of them. One worker thread. */
final class Unreadable {
    private final Decisions decisions;
    private final FileScanning scanning;
    private final Classifier classifier;
    private final KeywordFilter keywords;
    private final TcpReading reading;

    Unreadable(Decisions decisions, FileScanning scanning, Classifier classifier, KeywordFilter keywords,
               TcpReading reading) {
        this.decisions = decisions;
        this.scanning = scanning;
        this.classifier = classifier;
        this.keywords = keywords;
        this.reading = reading;
    }

    /** From here on nobody can tell what the receiver gets; policy says whether it gets anything. */
    void stop(ManagedFlow flow, ExceptionCase which) {
        decisions.exceptional(flow, which);
        scanning.cut(flow);
        classifier.stop(flow, CloseReason.DECIDED);
    }

    /** Nothing of a flow waits any longer: what it seemed to say counts, and policy for such cases. */
    void giveUp(ManagedFlow flow, ExceptionCase which, Policy policy) {
        keywords.onSuspicion(flow, reading.suspicion(flow, policy), policy);
        stop(flow, which);
        reading.end(flow, flow.refused() ? Verdict.DROP : Verdict.ACCEPT);
    }
}
