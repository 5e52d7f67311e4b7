package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Writes the entries of a tracker's reply: dictionaries of address, peer id and port as text (BEP 3), and compact
 * entries beside them. A text may be longer or shorter than the one that it replaces; the peer id, which was another
 * peer's anyway, is cut or filled by as much. Without one the new text has to be as long as the old.
 */
enum DictionaryWriter implements ListWriter {
    /** The one there is. */
    INSTANCE;

    private static final byte[] KEY_ID = Bencode.key("peer id");
    private static final int MOST_ID = 999;

    @Override
    public boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
        for (int i = 0; i < places.size(); i++) {
            ListedPeer place = places.get(i);
            int at = (int) (place.offset() - first);
            boolean written = bytes[at] == 'd' ? dictionary(bytes, at, place.length(), peers.get(i))
                : CompactWriter.INSTANCE.write(bytes, first, List.of(place), List.of(peers.get(i)));
            if (!written) {
                return false;
            }
        }
        return true;
    }

    private static boolean dictionary(byte[] bytes, int at, int length, Endpoint peer) {
        ByteView entry = ByteView.of(bytes).slice(at, length);
        boolean known = TrackerReply.dictionary(entry, 0, length).isPresent() && hasOnlyKnownKeys(entry);
        boolean named = Bencode.find(entry, 0, length, KEY_ID) >= 0;
        Optional<String> text = known ? text(peer, length, named) : Optional.empty();
        text.ifPresent(found -> ByteBuffer.wrap(bytes).position(at).put(Ascii.bytes(found)));
        return text.isPresent();
    }

    /** What else may stand in an entry nobody knows, and it would be lost. */
    private static boolean hasOnlyKnownKeys(ByteView entry) {
        int values = 0;
        for (int at = 1; at > 0 && at < entry.length() - 1; values++) {
            at = Bencode.skip(entry, at, entry.length());
        }
        return values == (Bencode.find(entry, 0, entry.length(), KEY_ID) >= 0 ? 6 : 4);
    }

    /** An entry of just this length; empty where there is none. */
    private static Optional<String> text(Endpoint peer, int length, boolean named) {
        String ip = peer.address().toString();
        String head = "d2:ip" + ip.length() + ':' + ip;
        String tail = "4:porti" + peer.port() + "ee";
        int rest = length - head.length() - tail.length();
        if (!named) {
            return rest == 0 ? Optional.of(head + tail) : Optional.empty();
        }
        String key = "7:peer id";
        for (int id = 0; id <= Math.min(MOST_ID, rest); id++) {
            String prefix = key + id + ':';
            if (prefix.length() + id == rest) {
                return Optional.of(head + prefix + "-".repeat(id) + tail);
            }
        }
        return Optional.empty();
    }
}
