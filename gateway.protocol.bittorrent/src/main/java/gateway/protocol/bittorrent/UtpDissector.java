package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The handshakes inside a uTP connection. Each may be spread over a few DATA packets; it is put together as long as
 * these come in order.
 */
final class UtpDissector {
    /** Behind this many datagrams no handshake comes any more: the connection is encrypted. */
    static final int MAX_DATAGRAMS = 32;

    private final DissectionSink sink;
    private final ByteBuffer[] begun = new ByteBuffer[Direction.values().length];
    private final int[] expected = new int[Direction.values().length];
    private final boolean[] seen = new boolean[Direction.values().length];
    private int datagrams;

    UtpDissector(DissectionSink sink) {
        this.sink = sink;
    }

    /** Reads one datagram whose payload begins at {@code payload}. */
    void onDatagram(Direction direction, ByteView datagram, int payload) {
        if (datagrams++ == 0) {
            sink.emit(new DissectionEvent.Identified("utp", Map.of()));
        }
        int way = direction.ordinal();
        if (Utp.type(datagram) != Utp.DATA || seen[way]) {
            return;
        }
        if (begun[way] == null) {
            begin(way, datagram, payload);
        } else if (Utp.sequence(datagram) == expected[way]) {
            append(way, datagram, payload);
        }
    }

    /** Whether there is nothing more to learn. */
    boolean finished() {
        return seen[0] && seen[1] || datagrams >= MAX_DATAGRAMS;
    }

    private void begin(int way, ByteView datagram, int payload) {
        if (PeerWire.agreement(datagram, payload) > 0) {
            begun[way] = ByteBuffer.allocate(PeerWire.HANDSHAKE);
            append(way, datagram, payload);
        }
    }

    private void append(int way, ByteView datagram, int payload) {
        ByteBuffer handshake = begun[way];
        int length = Math.min(handshake.remaining(), datagram.length() - payload);
        datagram.copyTo(payload, length, handshake, handshake.position());
        handshake.position(handshake.position() + length);
        expected[way] = Utp.sequence(datagram) + 1 & 0xffff;
        ByteView whole = ByteView.of(handshake.array());
        if (PeerWire.agreement(whole.slice(0, handshake.position()), 0) < 0) {
            begun[way] = null;
        } else if (!handshake.hasRemaining()) {
            seen[way] = true;
            sink.emit(new DissectionEvent.Identified("utp", PeerWire.handshake(whole, 0)));
        }
    }
}
