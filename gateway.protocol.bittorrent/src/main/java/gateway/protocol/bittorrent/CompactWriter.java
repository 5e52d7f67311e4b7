package gateway.protocol.bittorrent;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes compact entries (BEP 23, BEP 7): the address, then the port, both in network order. */
enum CompactWriter implements ListWriter {
    /** The one there is. */
    INSTANCE;

    @Override
    public boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int i = 0; i < places.size(); i++) {
            byte[] address = peers.get(i).address().bytes();
            if (places.get(i).length() != address.length + 2) {
                return false;
            }
            buffer.position((int) (places.get(i).offset() - first));
            buffer.put(address).putShort((short) peers.get(i).port());
        }
        return true;
    }
}
