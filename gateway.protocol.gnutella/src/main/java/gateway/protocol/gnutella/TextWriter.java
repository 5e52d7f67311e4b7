package gateway.protocol.gnutella;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes addresses as text, {@code 1.2.3.4:6346}, where they are just as long as what stands there: not every program
 * takes blanks for nothing. The old default port may be left out.
 */
enum TextWriter implements ListWriter {
    /** The one there is. */
    INSTANCE;

    @Override
    public boolean fits(ListedPeer place, Endpoint peer) {
        return text(peer, place.length()) != null;
    }

    @Override
    public boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
        for (int i = 0; i < places.size(); i++) {
            String text = text(peers.get(i), places.get(i).length());
            if (text == null) {
                return false;
            }
            ByteBuffer.wrap(bytes).position((int) (places.get(i).offset() - first)).put(Text.bytes(text));
        }
        return true;
    }

    /** The text of a peer that has this length; null if none has. */
    private static String text(Endpoint peer, int length) {
        String address = peer.address().toString();
        String whole = (peer.address().isV4() ? address : '[' + address + ']') + ':' + peer.port();
        if (whole.length() == length) {
            return whole;
        }
        boolean bare = peer.address().isV4() && peer.port() == Addresses.DEFAULT_PORT && address.length() == length;
        return bare ? address : null;
    }
}
