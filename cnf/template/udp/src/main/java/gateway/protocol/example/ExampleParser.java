package gateway.protocol.example;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** EXAMPLE over UDP: every datagram tells. */
@Component(service = ProtocolParser.class)
public final class ExampleParser implements ProtocolParser {
    private static final Detection GREETING = Detection.certain("greeting");

    private final List<Signature> signatures = List.of(Signature.at("magic", Transport.UDP, 0, ExampleWire.MAGIC));

    @Override
    public String id() {
        return "example";
    }

    @Override
    public Set<String> over() {
        return Set.of(Transport.UDP.id());
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        return ExampleWire.isMessage(head.payload(head.newest())) ? GREETING : Detection.NO;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new ExampleDissector(sink);
    }
}
