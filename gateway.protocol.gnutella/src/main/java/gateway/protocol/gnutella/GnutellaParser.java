package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.Direction;
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

/** Gnutella over TCP, UDP and HTTP. */
@Component(service = ProtocolParser.class)
public final class GnutellaParser implements ProtocolParser {
    private static final Detection ANNOUNCED = Detection.likely("peer list");

    private final Set<String> over = Set.of(Transport.TCP.id(), Transport.UDP.id(), "http");
    private final List<Signature> signatures =
        Stream.concat(TcpRules.signatures().stream(), UdpRules.signatures().stream()).toList();

    @Override
    public String id() {
        return "gnutella";
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
        return flow.transport() == Transport.TCP ? TcpRules.detect(flow, head) : UdpRules.detect(flow, head);
    }

    @Override
    public Detection detect(Flow flow, Message message) {
        return HttpRules.detect(message);
    }

    /** Links and transfers may be encrypted from their first byte on; then they look like TLS to a nameless server. */
    @Override
    public Detection detectAnnounced(Flow flow, Head head) {
        boolean tls = flow.transport() == Transport.TCP && head.direction(0) == Direction.TO_SERVER
            && TlsHello.isNameless(head.stream(Direction.TO_SERVER));
        return tls ? ANNOUNCED : Detection.NO;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new GnutellaDissector(flow, sink);
    }
}
