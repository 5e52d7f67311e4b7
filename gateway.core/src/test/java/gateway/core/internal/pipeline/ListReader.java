package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages of a kind ('L', 'D' where its peers have left, anything else is passed over), a count, and entries of
 * address and port.
 */
class ListReader implements Dissector {
    private static final int ENTRY = 6;

    private final DissectionSink sink;
    private final boolean datagrams;
    private final long[] base = new long[Direction.values().length];

    ListReader(DissectionSink sink, boolean datagrams) {
        this.sink = sink;
        this.datagrams = datagrams;
    }

    /** A message with these peers. */
    static byte[] message(Endpoint... peers) {
        return message('L', peers);
    }

    /** A message with peers that have left. */
    static byte[] departed(Endpoint... peers) {
        return message('D', peers);
    }

    private static byte[] message(char kind, Endpoint... peers) {
        ByteBuffer bytes = ByteBuffer.allocate(2 + ENTRY * peers.length).put((byte) kind).put((byte) peers.length);
        for (Endpoint peer : peers) {
            bytes.put(peer.address().bytes()).putShort((short) peer.port());
        }
        return bytes.array();
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        while (at < bytes.length()) {
            if (bytes.u8(at) != 'L' && bytes.u8(at) != 'D') {
                at++;
            } else if (at + 2 > bytes.length() || at + 2 + ENTRY * bytes.u8(at + 1) > bytes.length()) {
                break;
            } else {
                at = list(bytes, at, base[direction.ordinal()]);
            }
        }
        base[direction.ordinal()] += datagrams ? 0 : at;
        return at == bytes.length() ? Progress.OK : Progress.needMore(at, 0);
    }

    private int list(ByteView bytes, int start, long from) {
        List<ListedPeer> peers = new ArrayList<>();
        int at = start + 2;
        for (int i = 0; i < bytes.u8(start + 1); i++, at += ENTRY) {
            peers.add(new ListedPeer(new Endpoint(IpAddress.v4(bytes.i32(at)), bytes.u16(at + 4)), from + at, ENTRY));
        }
        sink.emit(new PeersListed("film", peers, ListReader::write, bytes.u8(start) == 'D'));
        return at;
    }

    private static boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
        for (int i = 0; i < places.size(); i++) {
            ByteBuffer.wrap(bytes).position((int) (places.get(i).offset() - first))
                .put(peers.get(i).address().bytes()).putShort((short) peers.get(i).port());
        }
        return true;
    }
}
