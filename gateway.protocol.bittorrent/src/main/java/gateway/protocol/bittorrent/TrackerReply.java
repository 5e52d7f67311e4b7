package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of an HTTP tracker's reply: compact peers (BEP 23, BEP 7) or a list of dictionaries (BEP 3). */
final class TrackerReply {
    private static final byte[] KEY_PEERS = Bencode.key("peers");
    private static final byte[] KEY_PEERS6 = Bencode.key("peers6");
    private static final byte[] KEY_IP = Bencode.key("ip");
    private static final byte[] KEY_PORT = Bencode.key("port");
    private static final byte[] INTERVAL = Ascii.bytes("8:intervali");
    private static final byte[] PEERS = Ascii.bytes("5:peers");
    private static final int MAX_ADDRESS = 45;

    private TrackerReply() {
    }

    /** Whether the beginning of a body is that of a reply. */
    static boolean looksLike(ByteView start) {
        return start.length() > 20 && start.u8(0) == 'd' && start.indexOf(INTERVAL, 1, start.length()) > 0
            && start.indexOf(PEERS, 1, start.length()) > 0;
    }

    /** The peers that a whole reply names. */
    static List<ListedPeer> peers(ByteView body, CompactPeers.Places places) {
        int end = body.length();
        List<ListedPeer> peers = new ArrayList<>();
        int list = Bencode.find(body, 0, end, KEY_PEERS);
        if (Bencode.starts(body, list, end, 'l')) {
            dictionaries(body, list, places, peers);
        } else {
            compact(body, list, CompactPeers.V4, places, peers);
        }
        compact(body, Bencode.find(body, 0, end, KEY_PEERS6), CompactPeers.V6, places, peers);
        return peers;
    }

    private static void compact(ByteView body, int text, int entry, CompactPeers.Places places,
                                List<ListedPeer> peers) {
        int length = Bencode.textLength(body, text, body.length());
        if (length > 0) {
            CompactPeers.read(body, Bencode.textStart(body, text, body.length()), length, entry, places, peers);
        }
    }

    private static void dictionaries(ByteView body, int list, CompactPeers.Places places, List<ListedPeer> peers) {
        int end = body.length();
        int at = list + 1;
        while (at > 0 && at < end && body.u8(at) != 'e' && peers.size() < PeersListed.MAX_PEERS) {
            int next = Bencode.skip(body, at, end);
            Optional<Endpoint> peer = next < 0 ? Optional.empty() : dictionary(body, at, next);
            if (peer.isPresent()) {
                peers.add(new ListedPeer(peer.get(), places.of(at, next - at), next - at));
            }
            at = next;
        }
    }

    /** The peer in one entry; empty where there is none. */
    static Optional<Endpoint> dictionary(ByteView body, int at, int end) {
        int text = Bencode.find(body, at, end, KEY_IP);
        int length = Bencode.textLength(body, text, end);
        long port = Bencode.integer(body, Bencode.find(body, at, end, KEY_PORT), end, 0);
        if (length < 0 || length > MAX_ADDRESS || port < 1 || port > 0xffff) {
            return Optional.empty();
        }
        return IpAddress.parse(body.text(Bencode.textStart(body, text, end), length))
            .map(address -> new Endpoint(address, (int) port));
    }
}
