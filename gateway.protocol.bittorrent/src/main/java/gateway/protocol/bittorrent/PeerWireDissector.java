package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;

/** Both handshakes of a TCP connection; what follows them is not read. */
final class PeerWireDissector implements Dissector {
    /** A handshake may come behind the negotiation with a proxy; further in it is not looked for. */
    static final int MAX_PRELUDE = 1024;

    private final DissectionSink sink;
    private final int[] skipped = new int[Direction.values().length];
    private final boolean[] seen = new boolean[Direction.values().length];

    PeerWireDissector(DissectionSink sink) {
        this.sink = sink;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int way = direction.ordinal();
        if (seen[way]) {
            return Progress.OK;
        }
        int at = 0;
        while (at < bytes.length() && PeerWire.agreement(bytes, at) < 0) {
            at++;
        }
        skipped[way] += at;
        if (skipped[way] > MAX_PRELUDE) {
            return Progress.DONE;
        }
        if (bytes.length() - at < PeerWire.HANDSHAKE) {
            return at == bytes.length() ? Progress.OK : Progress.needMore(at, PeerWire.HANDSHAKE);
        }
        seen[way] = true;
        sink.emit(new DissectionEvent.Identified("peer", PeerWire.handshake(bytes, at)));
        return seen[direction.reverse().ordinal()] ? Progress.DONE : Progress.OK;
    }
}
