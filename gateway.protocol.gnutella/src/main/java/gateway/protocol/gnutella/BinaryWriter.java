package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes addresses as bytes, their ports with the low byte first. */
enum BinaryWriter implements ListWriter {
    /** The address, then the port: entries of vectors. */
    VECTOR {
        @Override
        void put(ByteBuffer out, byte[] address, short port) {
            out.put(address).putShort(port);
        }
    },
    /** The same in hits, whose extensions end with the first zero: no byte of the new entry may be one. */
    HIT {
        @Override
        public boolean fits(ListedPeer place, Endpoint peer) {
            return super.fits(place, peer) && (peer.port() & 0xff) != 0 && peer.port() >>> 8 != 0
                && ByteView.of(peer.address().bytes()).indexOf(0, 0, peer.address().bytes().length) < 0;
        }

        @Override
        void put(ByteBuffer out, byte[] address, short port) {
            VECTOR.put(out, address, port);
        }
    },
    /** The port, then the address: the host that a pong names. */
    PONG {
        @Override
        void put(ByteBuffer out, byte[] address, short port) {
            out.putShort(port).put(address);
        }
    };

    abstract void put(ByteBuffer out, byte[] address, short port);

    @Override
    public boolean fits(ListedPeer place, Endpoint peer) {
        return place.length() == (peer.address().isV4() ? Addresses.V4 : Addresses.V6);
    }

    @Override
    public boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
        for (int i = 0; i < places.size(); i++) {
            Endpoint peer = peers.get(i);
            if (!fits(places.get(i), peer)) {
                return false;
            }
            put(ByteBuffer.wrap(bytes).position((int) (places.get(i).offset() - first)), peer.address().bytes(),
                Short.reverseBytes((short) peer.port()));
        }
        return true;
    }
}
