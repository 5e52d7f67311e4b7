package gateway.protocol.msn;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** MSN Messenger over TCP, and over HTTP where clients have no other way out. */
@Component(service = ProtocolParser.class)
public final class MsnParser implements ProtocolParser {
    private final Set<String> over = Set.of(Transport.TCP.id(), "http");
    private final List<Signature> signatures = List.copyOf(TcpRules.signatures());

    @Override
    public String id() {
        return "msn";
    }

    @Override
    public Set<String> over() {
        return over;
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        return TcpRules.detect(flow, head);
    }

    @Override
    public Detection detect(Flow flow, Message message) {
        return HttpRules.detect(message);
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new MsnDissector(sink);
    }
}
