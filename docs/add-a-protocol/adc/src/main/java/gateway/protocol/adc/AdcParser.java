package gateway.protocol.adc;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** ADC over TCP: the client speaks first, to a hub or to another client. */
@Component(service = ProtocolParser.class)
public final class AdcParser implements ProtocolParser {
    private static final Detection HUB = Detection.certain("hub");
    private static final Detection PEER = Detection.certain("peer");
    /** Of a greeting, as much as is worth a look: a first segment may end in the middle of it. */
    private static final int ENOUGH = 4;

    private final List<Signature> signatures = List.of(
        Signature.at("to hub", Transport.TCP, 0, Arrays.copyOf(AdcWire.TO_HUB, ENOUGH)),
        Signature.at("to client", Transport.TCP, 0, Arrays.copyOf(AdcWire.TO_CLIENT, ENOUGH)));

    @Override
    public String id() {
        return "adc";
    }

    @Override
    public Set<String> over() {
        return Set.of(Transport.TCP.id());
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        ByteView said = head.stream(Direction.TO_SERVER);
        int hub = AdcWire.greeted(said, AdcWire.TO_HUB);
        int peer = AdcWire.greeted(said, AdcWire.TO_CLIENT);
        if (hub == AdcWire.TO_HUB.length) {
            return HUB;
        }
        if (peer == AdcWire.TO_CLIENT.length) {
            return PEER;
        }
        return Math.max(hub, peer) > 0 ? Detection.NEED_MORE : Detection.NO;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new AdcDissector(sink);
    }
}
