package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector.CloseReason;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.policy.Policy.Ruling;

/** What verdicts on a flow's files mean for the flow. One worker thread. */
final class FileEffect implements FileScanning.Effect {
    private final Classifier classifier;
    private final TcpReading reading;
    private final Decisions decisions;

    FileEffect(Classifier classifier, TcpReading reading, Decisions decisions) {
        this.classifier = classifier;
        this.reading = reading;
        this.decisions = decisions;
    }

    @Override
    public void letGo(ManagedFlow flow, Direction direction) {
        reading.letGo(flow, direction, decisions.policy());
    }

    @Override
    public void refuse(ManagedFlow flow, Ruling ruling) {
        decisions.decideFor(flow, ruling);
        classifier.stop(flow, CloseReason.DECIDED);
        reading.refuse(flow);
    }
}
