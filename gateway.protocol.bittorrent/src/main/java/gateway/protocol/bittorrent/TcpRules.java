package gateway.protocol.bittorrent;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.util.Arrays;
import java.util.List;

/** What tells BitTorrent over TCP. */
final class TcpRules {
    private static final Detection HANDSHAKE = Detection.certain("T1 handshake");
    private static final Detection SPLIT_HANDSHAKE = Detection.certain("T2 split handshake");
    private static final Detection REQUEST = Detection.certain("T3 request");
    private static final Detection AZUREUS = Detection.certain("H3 azver");
    private static final byte[] AZUREUS_VERSION = Ascii.bytes("azver\001");

    private TcpRules() {
    }

    static List<Signature> signatures() {
        byte[] request = new byte[PeerWire.REQUEST];
        byte[] mask = new byte[PeerWire.REQUEST];
        request[3] = 13;
        request[4] = 6;
        request[15] = 0x40;
        Arrays.fill(mask, 0, 5, (byte) 0xff);
        Arrays.fill(mask, 13, PeerWire.REQUEST, (byte) 0xff);
        return List.of(
            Signature.at("T1 handshake", Transport.TCP, 0, new byte[] {PeerWire.PREFIX[0]}),
            new Signature.Anchored("T3 request", Transport.TCP, 0, request, mask, PeerWire.REQUEST),
            Signature.at("H3 azver", Transport.TCP, 0, AZUREUS_VERSION));
    }

    static Detection detect(Head head) {
        int newest = head.newest();
        ByteView packet = head.payload(newest);
        if (PeerWire.agreement(packet, 0) == PeerWire.PREFIX.length) {
            return HANDSHAKE;
        }
        if (PeerWire.isRequest(packet)) {
            return REQUEST;
        }
        if (packet.length() == AZUREUS_VERSION.length && packet.startsWith(AZUREUS_VERSION)) {
            return AZUREUS;
        }
        int forth = agreement(head, Direction.TO_SERVER);
        int back = agreement(head, Direction.TO_CLIENT);
        if (forth == PeerWire.PREFIX.length || back == PeerWire.PREFIX.length) {
            return SPLIT_HANDSHAKE;
        }
        return forth > 0 || back > 0 ? Detection.NEED_MORE : Detection.NO;
    }

    private static int agreement(Head head, Direction direction) {
        return PeerWire.agreement(head.stream(direction), 0);
    }
}
