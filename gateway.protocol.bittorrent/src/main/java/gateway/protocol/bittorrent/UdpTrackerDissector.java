package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Announces to a UDP tracker, and the peers in its replies, which have to answer an announce seen before. */
final class UdpTrackerDissector {
    private static final String[] EVENTS = {"none", "completed", "started", "stopped"};

    private final Flow flow;
    private final DissectionSink sink;
    private final int entry;
    private final Asked asked = new Asked();
    private boolean connected;

    UdpTrackerDissector(Flow flow, DissectionSink sink) {
        this.flow = flow;
        this.sink = sink;
        this.entry = flow.server().address().isV4() ? CompactPeers.V4 : CompactPeers.V6;
    }

    /** Reads one datagram; answers whether it was the tracker protocol's. */
    boolean onDatagram(Direction direction, ByteView datagram) {
        int length = datagram.length();
        if (UdpTracker.isConnect(datagram, length)) {
            connected = true;
            asked.put(direction, transaction(datagram, UdpTracker.REQUEST_TRANSACTION), "");
            sink.emit(new DissectionEvent.Identified("udp_tracker", Map.of("query", "connect")));
            return true;
        }
        if (!asked.isEmpty() && length >= UdpTracker.REPLY_TRANSACTION + 4
            && asked.contains(direction.reverse(), transaction(datagram, UdpTracker.REPLY_TRANSACTION))) {
            onReply(direction, datagram);
            return true;
        }
        boolean request = connected && length >= UdpTracker.CONNECT_LENGTH || UdpTracker.isAnnounce(datagram);
        return request && onRequest(direction, datagram);
    }

    private boolean onRequest(Direction direction, ByteView datagram) {
        int action = datagram.i32(UdpTracker.REQUEST_ACTION);
        if (action == UdpTracker.ANNOUNCE && datagram.length() >= UdpTracker.ANNOUNCE_LENGTH) {
            Map<String, String> said = announce(datagram);
            asked.put(direction, transaction(datagram, UdpTracker.REQUEST_TRANSACTION), said.get("info_hash"));
            sink.emit(new DissectionEvent.Identified("udp_tracker", said));
            ListeningPort.announced(flow.client(), said).forEach(sink::emit);
            return true;
        }
        if (action == UdpTracker.SCRAPE && datagram.length() >= UdpTracker.INFO_HASH + Dht.ID) {
            asked.put(direction, transaction(datagram, UdpTracker.REQUEST_TRANSACTION), "");
            sink.emit(new DissectionEvent.Identified("udp_tracker", Map.of("query", "scrape",
                "info_hash", Ascii.hex(datagram, UdpTracker.INFO_HASH, Dht.ID))));
            return true;
        }
        return false;
    }

    private static Map<String, String> announce(ByteView datagram) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("query", "announce");
        said.put("info_hash", Ascii.hex(datagram, UdpTracker.INFO_HASH, Dht.ID));
        said.put("peer_id", Ascii.printable(datagram, UdpTracker.PEER_ID, PeerId.LENGTH, PeerId.LENGTH));
        String client = PeerId.client(datagram, UdpTracker.PEER_ID);
        if (!client.isEmpty()) {
            said.put("client", client);
        }
        said.put("left", Long.toUnsignedString(datagram.i64(UdpTracker.LEFT)));
        long event = datagram.u32(UdpTracker.EVENT);
        if (event < EVENTS.length) {
            said.put("event", EVENTS[(int) event]);
        }
        said.put("port", Integer.toString(datagram.u16(UdpTracker.PORT)));
        return said;
    }

    private void onReply(Direction direction, ByteView datagram) {
        String infoHash = asked.take(direction.reverse(), transaction(datagram, UdpTracker.REPLY_TRANSACTION));
        if (datagram.i32(0) != UdpTracker.ANNOUNCE || datagram.length() <= UdpTracker.REPLY_HEADER) {
            return;
        }
        List<ListedPeer> peers = new ArrayList<>();
        CompactPeers.read(datagram, UdpTracker.REPLY_HEADER, datagram.length() - UdpTracker.REPLY_HEADER, entry,
            CompactPeers.Places.SAME, peers);
        if (!peers.isEmpty()) {
            sink.emit(new PeersListed(infoHash, peers, CompactWriter.INSTANCE));
        }
    }

    private static String transaction(ByteView datagram, int at) {
        return datagram.text(at, 4);
    }
}
