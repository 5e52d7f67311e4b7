package gateway.core.internal.classify;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.Dissector.CloseReason;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.flow.TrackedFlow.Origin;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/** A classifier and one flow that it looks at, the client inside. */
public final class ClassifierRig {
    /** The time of all packets. */
    public static final long NOW = 1_000_000_000_000L;

    final AnnouncedAddresses announced = new AnnouncedAddresses(1024, 60_000, 1);
    final List<Throwable> thrown = new ArrayList<>();
    /** Events as {@code APPLICATION EVENT}. */
    final List<String> events = new ArrayList<>();
    final Classifier classifier;
    /** The flow that is looked at; null before its first packet. */
    public ClassifiedFlow flow;
    private final Side inside;
    private final Packet packet = new Packet();

    /** The client is inside. */
    public ClassifierRig(ProtocolParser... parsers) {
        this(16, parsers);
    }

    /** Another end is inside. */
    public ClassifierRig(Side inside, ProtocolParser... parsers) {
        this(16, inside, parsers);
    }

    ClassifierRig(int heads, ProtocolParser... parsers) {
        this(heads, Side.CLIENT, parsers);
    }

    private ClassifierRig(int heads, Side inside, ProtocolParser... parsers) {
        this.inside = inside;
        ParserCalls calls = new ParserCalls(new Whereabouts(), (entry, error) -> thrown.add(error));
        classifier = new Classifier(heads, calls, announced,
            this::onEvent);
        classifier.use(new ParserSet(List.of(parsers)));
    }

    private void onEvent(ClassifiedFlow of, String application, DissectionEvent event) {
        events.add(application + " " + event);
    }

    /** Shows the packets of one flow, in this order; the first one makes the flow. */
    public ClassifierRig see(CraftedPacket... packets) {
        for (CraftedPacket crafted : packets) {
            if (packet.decode(crafted.raw()) != Packet.Kind.FLOW) {
                throw new IllegalArgumentException("no packet of a flow");
            }
            if (flow == null) {
                flow = new Watched(new Origin(1, 1, inside, NOW), packet);
            }
            Direction direction = flow.directionOf(packet);
            if (packet.has(Packet.SYN)) {
                classifier.onSyn(flow, packet, direction);
            }
            if (packet.payloadLength > 0) {
                classifier.onPayload(flow, packet, direction, NOW);
            }
        }
        return this;
    }

    /** The next packets are of another flow. */
    ClassifierRig anotherFlow() {
        flow = null;
        return this;
    }

    void stop() {
        classifier.stop(flow, CloseReason.FLOW_ENDED);
    }

    private static final class Watched extends ClassifiedFlow {
        Watched(Origin origin, Packet first) {
            super(origin, first);
        }
    }
}
