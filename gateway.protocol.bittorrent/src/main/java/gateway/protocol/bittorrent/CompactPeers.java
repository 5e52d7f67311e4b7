package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import java.util.List;

/** Compact peer lists (BEP 23, BEP 7): address and port, one entry after the other. */
final class CompactPeers {
    /** Bytes of an IPv4 entry. */
    static final int V4 = 6;
    /** Bytes of an IPv6 entry. */
    static final int V6 = 18;

    private CompactPeers() {
    }

    /** Reads the whole entries in [from, from + length) into {@code peers}, as long as that may grow. */
    static void read(ByteView bytes, int from, int length, int entry, Places places, List<ListedPeer> peers) {
        for (int at = from; at + entry <= from + length && peers.size() < PeersListed.MAX_PEERS; at += entry) {
            peers.add(new ListedPeer(endpoint(bytes, at, entry), places.of(at, entry), entry));
        }
    }

    /** The entry at {@code at}. */
    static Endpoint endpoint(ByteView bytes, int at, int entry) {
        IpAddress address = entry == V4 ? IpAddress.v4(bytes.i32(at)) : new IpAddress(bytes.i64(at), bytes.i64(at + 8));
        return new Endpoint(address, bytes.u16(at + entry - 2));
    }

    /** Where bytes of a message lie in its stream or datagram. */
    @FunctionalInterface
    interface Places {
        /** Datagrams: where they are. */
        Places SAME = (at, length) -> at;

        /** The offset of [at, at + length), {@link ListedPeer#NOWHERE} if it is not there in one piece. */
        long of(int at, int length);
    }
}
