package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;

/** A TCP connection between peers: both handshakes, and of the messages behind them those of extensions. */
final class PeerWireDissector implements Dissector {
    private final PeerStream[] streams = new PeerStream[Direction.values().length];
    private final ExtensionMessages extensions;

    PeerWireDissector(Flow flow, DissectionSink sink) {
        extensions = new ExtensionMessages(flow, sink);
        for (Direction direction : Direction.values()) {
            streams[direction.ordinal()] = new PeerStream(direction, sink, extensions);
        }
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        Progress progress = streams[direction.ordinal()].read(bytes);
        return over() ? Progress.DONE : progress;
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        streams[direction.ordinal()].gap(missing);
        return over() ? Progress.DONE : Progress.OK;
    }

    @Override
    public void onClose(CloseReason reason) {
        extensions.close();
    }

    private boolean over() {
        return streams[0].over() && streams[1].over() || streams[0].foreign() || streams[1].foreign();
    }
}
