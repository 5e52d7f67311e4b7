package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who looks for which torrent, and which peers are named: values of get_peers replies (BEP 5, BEP 32), and senders
 * of announce_peer.
 */
final class DhtDissector {
    private static final byte[] KEY_INFO_HASH = Bencode.key("info_hash");
    private static final byte[] KEY_TARGET = Bencode.key("target");
    private static final byte[] KEY_PORT = Bencode.key("port");
    private static final byte[] KEY_IMPLIED_PORT = Bencode.key("implied_port");
    private static final byte[] KEY_VALUES = Bencode.key("values");
    private static final byte[] KEY_CLIENT = Bencode.key("v");
    private static final int MAX_NAME = 32;

    private final Flow flow;
    private final DissectionSink sink;
    private final Asked asked = new Asked();
    private boolean identified;

    DhtDissector(Flow flow, DissectionSink sink) {
        this.flow = flow;
        this.sink = sink;
    }

    /** Reads one datagram; others than the DHT's are left alone. */
    void onDatagram(Direction direction, ByteView datagram) {
        int end = datagram.length();
        int place = Bencode.find(datagram, 0, end, Dht.KEY_KIND);
        if (!Bencode.isText(datagram, place, end, 1)) {
            return;
        }
        int kind = Bencode.textStart(datagram, place, end);
        String transaction = text(datagram, Bencode.find(datagram, 0, end, Dht.KEY_TRANSACTION), end);
        int arguments = Bencode.find(datagram, 0, end, Dht.KEY_ARGUMENTS);
        int reply = Bencode.find(datagram, 0, end, Dht.KEY_REPLY);
        if (datagram.u8(kind) == 'q' && arguments > 0) {
            onQuery(direction, datagram, arguments, transaction);
        } else if (datagram.u8(kind) == 'r' && reply > 0) {
            onReply(direction, datagram, reply, transaction);
        }
    }

    private void onQuery(Direction direction, ByteView datagram, int arguments, String transaction) {
        int end = datagram.length();
        String query = text(datagram, Bencode.find(datagram, 0, end, Dht.KEY_QUERY), end);
        String infoHash = hash(datagram, Bencode.find(datagram, arguments, end, KEY_INFO_HASH));
        if (!infoHash.isEmpty() || !identified) {
            Map<String, String> said = senderOf(datagram, arguments);
            said.put("query", query);
            put(said, "info_hash", infoHash);
            put(said, "target", hash(datagram, Bencode.find(datagram, arguments, end, KEY_TARGET)));
            identify(said);
        }
        if (query.equals("get_peers") && !infoHash.isEmpty()) {
            asked.put(direction, transaction, infoHash);
        } else if (query.equals("announce_peer") && !infoHash.isEmpty()) {
            onAnnounce(direction, datagram, arguments, infoHash);
        }
    }

    /** The sender says that it has the torrent and where it listens; implied_port means: where this came from. */
    private void onAnnounce(Direction direction, ByteView datagram, int arguments, String infoHash) {
        int end = datagram.length();
        Endpoint sender = direction == Direction.TO_SERVER ? flow.client() : flow.server();
        int place = Bencode.find(datagram, arguments, end, KEY_PORT);
        int impliedPlace = Bencode.find(datagram, arguments, end, KEY_IMPLIED_PORT);
        boolean implied = Bencode.integer(datagram, impliedPlace, end, 0) != 0;
        long port = implied ? sender.port() : Bencode.integer(datagram, place, end, 0);
        if (port < 1 || port > 0xffff) {
            return;
        }
        int length = place < 0 ? 0 : Bencode.skip(datagram, place, end) - place;
        ListedPeer peer = new ListedPeer(new Endpoint(sender.address(), (int) port),
            length > 0 ? place : ListedPeer.NOWHERE, Math.max(0, length));
        sink.emit(new PeersListed(infoHash, List.of(peer)));
    }

    private void onReply(Direction direction, ByteView datagram, int reply, String transaction) {
        int end = datagram.length();
        if (!identified) {
            identify(senderOf(datagram, reply));
        }
        int values = Bencode.find(datagram, reply, end, KEY_VALUES);
        if (!Bencode.starts(datagram, values, end, 'l')) {
            return;
        }
        List<ListedPeer> peers = new ArrayList<>();
        int at = values + 1;
        while (at > 0 && at < end && datagram.u8(at) != 'e') {
            int length = Bencode.textLength(datagram, at, end);
            if (length == CompactPeers.V4 || length == CompactPeers.V6) {
                CompactPeers.read(datagram, Bencode.textStart(datagram, at, end), length, length,
                    CompactPeers.Places.SAME, peers);
            }
            at = Bencode.skip(datagram, at, end);
        }
        if (!peers.isEmpty()) {
            sink.emit(new PeersListed(asked.take(direction.reverse(), transaction), peers,
                CompactWriter.INSTANCE));
        }
    }

    private Map<String, String> senderOf(ByteView datagram, int dictionary) {
        int end = datagram.length();
        Map<String, String> said = new LinkedHashMap<>();
        put(said, "node_id", hash(datagram, Bencode.find(datagram, dictionary, end, Dht.KEY_ID)));
        int client = Bencode.find(datagram, 0, end, KEY_CLIENT);
        if (Bencode.isText(datagram, client, end, 4)) {
            put(said, "client", Ascii.printable(datagram, Bencode.textStart(datagram, client, end), 2, 2));
        }
        return said;
    }

    private void identify(Map<String, String> said) {
        identified = true;
        sink.emit(new DissectionEvent.Identified("dht", said));
    }

    private static void put(Map<String, String> said, String name, String value) {
        if (!value.isEmpty()) {
            said.put(name, value);
        }
    }

    private static String hash(ByteView datagram, int at) {
        int end = datagram.length();
        return Bencode.isText(datagram, at, end, Dht.ID)
            ? Ascii.hex(datagram, Bencode.textStart(datagram, at, end), Dht.ID) : "";
    }

    private static String text(ByteView datagram, int at, int end) {
        int length = Bencode.textLength(datagram, at, end);
        return length < 0 ? "" : datagram.text(Bencode.textStart(datagram, at, end), Math.min(length, MAX_NAME));
    }
}
