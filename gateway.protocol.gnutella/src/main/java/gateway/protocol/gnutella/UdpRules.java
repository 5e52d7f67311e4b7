package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.util.HexFormat;
import java.util.List;

/** What tells Gnutella over UDP: each datagram for itself, since most are never answered. */
final class UdpRules {
    private static final Detection DESCRIPTOR = Detection.certain("G5 descriptor").announcing();
    private static final Detection BARE_PING = Detection.likely("G5 bare ping").announcing();
    private static final Detection FRAGMENT = Detection.certain("G6 fragment").announcing();
    private static final Detection OPEN_FRAGMENT = Detection.likely("G6 fragment").announcing();
    private static final Detection DHT = Detection.certain("G7 dht").announcing();

    private UdpRules() {
    }

    static List<Signature> signatures() {
        HexFormat hex = HexFormat.of();
        // Time to live and hops are small, and a length over 64 KB is none.
        return List.of(
            new Signature.Anchored("G5 descriptor", Transport.UDP, 17, hex.parseHex("000000000000"),
                hex.parseHex("70f00000ffff"), Descriptor.HEADER),
            Signature.at("G6 gnd", Transport.UDP, 0, Text.bytes("GND")),
            Signature.at("G6 gta", Transport.UDP, 0, Text.bytes("GTA")));
    }

    static Detection detect(Flow flow, Head head) {
        int newest = head.newest();
        ByteView datagram = head.payload(newest);
        int length = head.payloadLength(newest);
        Fragment fragment = Fragment.read(datagram);
        if (fragment != null) {
            return fragment(fragment, datagram, datagram.length() == length);
        }
        if (DatagramForms.is(datagram, length)) {
            return Descriptor.type(datagram, 0) == Descriptor.DHT ? DHT : DESCRIPTOR;
        }
        return isOldPing(flow, datagram, length) ? BARE_PING : Detection.NO;
    }

    private static Detection fragment(Fragment fragment, ByteView datagram, boolean there) {
        int from = Fragment.HEADER;
        boolean compressed = fragment.count() > 0 && fragment.part() == 1 && fragment.deflated()
            && Zlib.begins(datagram, from);
        boolean packet = fragment.whole() && !fragment.deflated() && there && (fragment.second()
            ? G2.isWhole(datagram, from, datagram.length())
            : DatagramForms.is(datagram.slice(from), datagram.length() - from));
        return compressed || packet ? FRAGMENT : OPEN_FRAGMENT;
    }

    /** Nothing but a header that says so little that only the old default port makes it likely. */
    private static boolean isOldPing(Flow flow, ByteView datagram, int length) {
        return length == Descriptor.HEADER && Descriptor.plausibleDatagram(datagram)
            && Descriptor.type(datagram, 0) == Descriptor.PING && Descriptor.length(datagram, 0) == 0
            && Descriptor.ttl(datagram, 0) > 0
            && (flow.client().port() == Addresses.DEFAULT_PORT || flow.server().port() == Addresses.DEFAULT_PORT);
    }
}
