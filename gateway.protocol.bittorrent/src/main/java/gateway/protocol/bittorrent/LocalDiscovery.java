package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Local service discovery (BEP 14): a host tells its network what it has, in the looks of HTTP. */
final class LocalDiscovery {
    static final byte[] START = Ascii.bytes("BT-SEARCH * HTTP/1.");
    private static final byte[] INFO_HASH = Ascii.bytes("nfohash:");
    private static final int MAX_LENGTH = 1400;
    private static final int MAX_HASHES = 20;
    private static final String HASH = "[0-9a-f]{40}";

    private LocalDiscovery() {
    }

    static boolean is(ByteView datagram) {
        return datagram.startsWith(START) && datagram.indexOf(INFO_HASH, START.length, datagram.length()) > 0;
    }

    /** Says who has what. */
    static void read(ByteView datagram, Endpoint sender, DissectionSink sink) {
        int port = 0;
        int hashes = 0;
        for (String line : datagram.text(0, Math.min(datagram.length(), MAX_LENGTH)).split("\r?\n")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("port") && value.matches("\\d{1,5}") && Integer.parseInt(value) <= 0xffff) {
                port = Integer.parseInt(value);
            } else if (name.equals("infohash") && hashes++ < MAX_HASHES) {
                say(value.toLowerCase(Locale.ROOT), port, sender, sink);
            }
        }
    }

    private static void say(String infoHash, int port, Endpoint sender, DissectionSink sink) {
        if (!infoHash.matches(HASH)) {
            return;
        }
        sink.emit(new DissectionEvent.Identified("local_discovery",
            Map.of("info_hash", infoHash, "port", Integer.toString(port))));
        if (port > 0) {
            ListedPeer peer = new ListedPeer(new Endpoint(sender.address(), port), ListedPeer.NOWHERE, 0);
            sink.emit(new PeersListed(infoHash, List.of(peer)));
        }
    }
}
