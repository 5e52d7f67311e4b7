package gateway.protocol.example;

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

/** EXAMPLE over TCP: the client speaks first. */
@Component(service = ProtocolParser.class)
public final class ExampleParser implements ProtocolParser {
    private static final Detection FIRST_LINE = Detection.certain("first line");
    /** Of the magic, as much as is worth a look: a first segment may end in the middle of it. */
    private static final int ENOUGH = 4;

    private final List<Signature> signatures =
        List.of(Signature.at("magic", Transport.TCP, 0, Arrays.copyOf(ExampleWire.MAGIC, ENOUGH)));

    @Override
    public String id() {
        return "example";
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
        if (!ExampleWire.beginsLine(said)) {
            return Detection.NO;
        }
        return said.length() < ExampleWire.MAGIC.length ? Detection.NEED_MORE : FIRST_LINE;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new ExampleDissector(sink);
    }
}
