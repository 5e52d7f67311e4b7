package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.util.Arrays;
import java.util.List;

/** What tells BitTorrent over UDP. */
final class UdpRules {
    private static final Detection DHT = Detection.certain("U1 dht").announcing();
    private static final Detection CONNECT = Detection.certain("U2 tracker connect").announcing();
    private static final Detection ANNOUNCE = Detection.certain("U3 tracker announce").announcing();
    private static final Detection UTP_SYN = Detection.likely("U4 utp syn");
    private static final Detection UTP = Detection.certain("U4 utp");
    private static final Detection UTP_HANDSHAKE = Detection.certain("U4 utp handshake");
    private static final Detection LOCAL_DISCOVERY = Detection.certain("U5 local discovery").announcing();
    private static final Detection VUZE_LIKELY = Detection.likely("U6 vuze dht");
    private static final Detection VUZE = Detection.certain("U6 vuze dht");
    private static final Detection BITCOMET = Detection.certain("U7 bitcomet");

    private static final byte[] BITCOMET_START = Ascii.hex("0000082737502950");
    private static final byte[] BITCOMET_MASK = Ascii.hex("fffffffffffffffd");
    /** Ports whose protocols look like uTP: Teredo, CAPWAP, and one that the fact sheet names without a word. */
    private static final int[] NO_UTP_PORTS = {3544, 5246, 5247, 5094};
    private static final int FIRST_FREE_PORT = 1024;
    private static final int SHORTEST_DHT = 12;

    private UdpRules() {
    }

    static List<Signature> signatures() {
        return List.of(
            anchored("U1 dht", "64313a", "ffffff", SHORTEST_DHT),
            anchored("U1 dht with address", "64323a6970", "ffffffffff", SHORTEST_DHT),
            anchored("U2 tracker connect", "000004172710198000000000", "ffffffffffffffffffffffff", 16),
            new Signature.Anchored("U3 tracker announce", Transport.UDP, UdpTracker.REQUEST_ACTION,
                UdpTracker.ANNOUNCE_ACTION, filled(UdpTracker.ANNOUNCE_ACTION.length), UdpTracker.ANNOUNCE_LENGTH),
            anchored("U4 utp", "0100", "8ffc", Utp.HEADER),
            Signature.at("U5 local discovery", Transport.UDP, 0, LocalDiscovery.START),
            anchored("U6 vuze request", "800000000000000000000400", "8000000000000000fffffff8", VuzeDht.SHORTEST),
            anchored("U6 vuze reply", "000004000000000080", "fffffff00000000080", VuzeDht.SHORTEST),
            new Signature.Anchored("U7 bitcomet", Transport.UDP, 0, BITCOMET_START, BITCOMET_MASK,
                BITCOMET_START.length));
    }

    static Detection detect(Flow flow, Head head) {
        int newest = head.newest();
        ByteView datagram = head.payload(newest);
        int length = head.payloadLength(newest);
        if (datagram.length() < BITCOMET_START.length) {
            return Detection.NO;
        }
        if (datagram.u8(0) == 'd') {
            return Dht.is(datagram, length) ? DHT : Detection.NO;
        }
        if (UdpTracker.isConnect(datagram, length)) {
            return CONNECT;
        }
        if (UdpTracker.isAnnounce(datagram)) {
            return ANNOUNCE;
        }
        if (LocalDiscovery.is(datagram)) {
            return LOCAL_DISCOVERY;
        }
        if (isBitComet(datagram)) {
            return BITCOMET;
        }
        Detection vuze = vuze(head, datagram);
        return vuze == Detection.NO ? utp(flow, head, datagram, length) : vuze;
    }

    /** Whether the newest datagram may be uTP; for flows to peers just announced that is enough. */
    static boolean mayBeUtp(Flow flow, Head head) {
        int newest = head.newest();
        return mayCarryUtp(flow) && Utp.payload(head.payload(newest), head.payloadLength(newest)) > 0;
    }

    /** One header proves nothing; the other side's has the signature, too, so nobody has to wait for it. */
    private static Detection utp(Flow flow, Head head, ByteView datagram, int length) {
        int payload = mayCarryUtp(flow) ? Utp.payload(datagram, length) : -1;
        if (payload < 0) {
            return Detection.NO;
        }
        if (PeerWire.agreement(datagram, Math.min(payload, datagram.length())) == PeerWire.PREFIX.length) {
            return UTP_HANDSHAKE;
        }
        Direction way = head.direction(head.newest());
        for (int i = 0; i < head.newest(); i++) {
            ByteView earlier = head.payload(i);
            if (head.direction(i) != way && Utp.payload(earlier, head.payloadLength(i)) > 0
                && (Utp.answers(earlier, datagram) || Utp.converse(earlier, datagram))) {
                return UTP;
            }
        }
        return Utp.type(datagram) == Utp.SYN ? UTP_SYN : Detection.NO;
    }

    private static boolean mayCarryUtp(Flow flow) {
        int client = flow.client().port();
        int server = flow.server().port();
        if (client < FIRST_FREE_PORT || server < FIRST_FREE_PORT) {
            return false;
        }
        for (int port : NO_UTP_PORTS) {
            if (client == port || server == port) {
                return false;
            }
        }
        return true;
    }

    private static Detection vuze(Head head, ByteView datagram) {
        boolean request = VuzeDht.isRequest(datagram);
        if (!request && !VuzeDht.isReply(datagram)) {
            return Detection.NO;
        }
        Direction way = head.direction(head.newest());
        for (int i = 0; i < head.newest(); i++) {
            ByteView earlier = head.payload(i);
            boolean pair = head.direction(i) != way && !request && VuzeDht.isRequest(earlier)
                && VuzeDht.answers(earlier, datagram);
            if (pair) {
                return VUZE;
            }
        }
        return VUZE_LIKELY;
    }

    private static boolean isBitComet(ByteView datagram) {
        for (int i = 0; i < BITCOMET_START.length; i++) {
            if (((datagram.u8(i) ^ BITCOMET_START[i]) & BITCOMET_MASK[i] & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Signature anchored(String name, String bytes, String mask, int minLength) {
        return new Signature.Anchored(name, Transport.UDP, 0, Ascii.hex(bytes), Ascii.hex(mask), minLength);
    }

    private static byte[] filled(int length) {
        byte[] mask = new byte[length];
        Arrays.fill(mask, (byte) 0xff);
        return mask;
    }
}
