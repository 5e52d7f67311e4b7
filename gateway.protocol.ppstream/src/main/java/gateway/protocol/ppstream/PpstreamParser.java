package gateway.protocol.ppstream;

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
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** PPStream over UDP, TCP and HTTP. */
@Component(service = ProtocolParser.class)
public final class PpstreamParser implements ProtocolParser {
    private final Set<String> over = Set.of(Transport.TCP.id(), Transport.UDP.id(), "http");
    private final List<Signature> signatures =
        Stream.concat(TcpRules.signatures().stream(), UdpRules.signatures().stream()).toList();

    @Override
    public String id() {
        return "ppstream";
    }

    @Override
    public Set<String> over() {
        return over;
    }

    @Override
    public boolean listsPeers() {
        return true;
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        return flow.transport() == Transport.TCP ? TcpRules.detect(head) : UdpRules.detect(flow, head);
    }

    @Override
    public Detection detect(Flow flow, Message message) {
        return HttpRules.detect(message);
    }

    /** A form that proves little by itself is enough from a peer that was announced. */
    @Override
    public Detection detectAnnounced(Flow flow, Head head) {
        return flow.transport() == Transport.UDP ? UdpRules.detectAnnounced(head) : Detection.NO;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new PpstreamDissector(flow, sink);
    }
}
