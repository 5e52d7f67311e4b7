package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts other peers into the places of a list, in whatever form it goes: the same length, the same form. */
enum EntryWriter implements ListWriter {
    /** The one there is. */
    INSTANCE;

    /** Changes a datagram in its place; where it is no list with entries at these places it stays as it was. */
    @Override
    public boolean write(byte[] datagram, long first, List<ListedPeer> listed, List<Endpoint> instead) {
        Frame frame = Frame.read(ByteView.of(datagram), datagram.length);
        ListForm list = frame == null || first != 0 ? null : ListForm.of(frame);
        if (list == null || listed.size() != instead.size() || !instead.stream().allMatch(EntryWriter::isWritable)) {
            return false;
        }
        boolean scrambled = frame.form() == Frame.Form.SCRAMBLED;
        if (scrambled) {
            Scrambling.open(datagram, datagram.length);
        }
        int start = frame.start();
        ByteView message = ByteView.of(datagram).slice(start);
        boolean there = list.fits(message)
            && listed.stream().allMatch(peer -> list.isEntry(message, peer.offset() - start, peer.length()));
        for (int i = 0; there && i < listed.size(); i++) {
            list.put(ByteBuffer.wrap(datagram), (int) listed.get(i).offset(), instead.get(i));
        }
        if (scrambled) {
            Scrambling.close(datagram, datagram.length);
        }
        return there;
    }

    private static boolean isWritable(Endpoint peer) {
        return peer.address().isV4() && peer.port() != 0;
    }
}
