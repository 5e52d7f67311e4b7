package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import java.util.List;
import java.util.Optional;

/** Addresses that were announced, and may be lies. Ports stand with the low byte first, addresses as usual. */
final class Addresses {
    /** Bytes of an IPv4 address with its port. */
    static final int V4 = 6;
    /** Bytes of an IPv6 address with its port. */
    static final int V6 = 18;
    /** The port that hosts had before they chose their own. */
    static final int DEFAULT_PORT = 6346;
    private static final int MAX_PORT = 0xffff;
    private static final int MAX_TEXT = 56;
    private static final int LOOPBACK = 127;
    /** Where multicast begins; behind it is nothing that a connection could go to. */
    private static final int MULTICAST = 224;
    private static final int MULTICAST6 = 0xff;

    private Addresses() {
    }

    /** The host of the IPv4 address and the port that stand at these places; empty if nothing can be there. */
    static Optional<Endpoint> v4(ByteView bytes, int address, int port) {
        return host(IpAddress.v4(bytes.i32(address)), Text.little16(bytes, port));
    }

    /** The entry of a vector at {@code at}. */
    static Optional<Endpoint> entry(ByteView bytes, int at, int size) {
        IpAddress address = size == V4 ? IpAddress.v4(bytes.i32(at))
            : new IpAddress(bytes.i64(at), bytes.i64(at + 8));
        return host(address, Text.little16(bytes, at + size - 2));
    }

    /**
     * Adds the entries in [from, from + length) to a list, as long as that may grow.
     *
     * @param offset of the view's first byte, {@link ListedPeer#NOWHERE} if it has no place
     */
    static void vector(ByteView bytes, int from, int length, int size, long offset, List<ListedPeer> peers) {
        for (int at = from; at + size <= from + length && peers.size() < PeersListed.MAX_PEERS; at += size) {
            long place = offset == ListedPeer.NOWHERE ? offset : offset + at;
            entry(bytes, at, size).ifPresent(peer -> peers.add(new ListedPeer(peer, place, size)));
        }
    }

    /** Adds what an extension lists, if it is one that lists hosts. */
    static void vector(ByteView bytes, Ggep.Extension extension, long offset, List<ListedPeer> peers) {
        int size = switch (extension.id()) {
            case "IPP", "ALT", "DHTIPP", "PUSH" -> V4;
            case "IPP6", "ALT6", "DHTIPP6" -> V6;
            default -> 0;
        };
        if (size > 0 && extension.plain()) {
            vector(bytes, extension.from(), extension.length(), size, offset, peers);
        } else if (size > 0) {
            extension.data(bytes).ifPresent(data ->
                vector(ByteView.of(data), 0, data.length, size, ListedPeer.NOWHERE, peers));
        }
    }

    /** {@code 1.2.3.4:6346}, {@code [2001:db8::1]:6346}, or an IPv4 address alone with the old default port. */
    static Optional<Endpoint> parse(String text) {
        if (text.length() > MAX_TEXT || text.isEmpty()) {
            return Optional.empty();
        }
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(0, bracket));
        String address = bracket > 0 ? text.substring(1, bracket) : colon < 0 ? text : text.substring(0, colon);
        if (bracket < 0 && address.indexOf('.') < 0 || bracket >= 0 && colon != bracket + 1) {
            return Optional.empty();
        }
        long port = colon < 0 ? DEFAULT_PORT : Text.number(text.substring(colon + 1));
        return port > MAX_PORT ? Optional.empty()
            : IpAddress.parse(address).flatMap(host -> host(host, (int) port));
    }

    private static Optional<Endpoint> host(IpAddress address, int port) {
        return port > 0 && isHost(address) ? Optional.of(new Endpoint(address, port)) : Optional.empty();
    }

    private static boolean isHost(IpAddress address) {
        int first = address.bytes()[0] & 0xff;
        if (address.isV4()) {
            return first != 0 && first != LOOPBACK && first < MULTICAST;
        }
        return first != MULTICAST6 && (address.high() != 0 || address.low() >>> 1 != 0);
    }
}
