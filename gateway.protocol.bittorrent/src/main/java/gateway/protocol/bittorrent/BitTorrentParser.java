package gateway.protocol.bittorrent;

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

/** BitTorrent over TCP, UDP and HTTP. */
@Component(service = ProtocolParser.class)
public final class BitTorrentParser implements ProtocolParser {
    private static final Detection ANNOUNCED = Detection.certain("peer list");
    private static final Detection ANNOUNCED_LIKELY = Detection.likely("peer list");

    private final Set<String> over = Set.of(Transport.TCP.id(), Transport.UDP.id(), "http");
    private final List<Signature> signatures =
        Stream.concat(TcpRules.signatures().stream(), UdpRules.signatures().stream()).toList();

    @Override
    public String id() {
        return "bittorrent";
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

    @Override
    public Detection detectAnnounced(Flow flow, Head head) {
        if (flow.transport() == Transport.UDP) {
            return UdpRules.mayBeUtp(flow, head) ? ANNOUNCED : Detection.NO;
        }
        return switch (EncryptedPeer.of(flow, head)) {
            case NO -> Detection.NO;
            case OPEN -> Detection.NEED_MORE;
            case ONE_WAY -> ANNOUNCED_LIKELY;
            case BOTH_WAYS -> ANNOUNCED;
        };
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new BitTorrentDissector(flow, sink);
    }
}
