package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.util.Map;

/** A UDP flow: DHT, tracker and uTP may share one, since clients use one port for all. */
final class DatagramDissector implements Dissector {
    private final Flow flow;
    private final DissectionSink sink;
    private final DhtDissector dht;
    private final UdpTrackerDissector tracker;
    private final UtpDissector utp;
    private boolean announcing;
    private boolean otherSaid;

    DatagramDissector(Flow flow, DissectionSink sink) {
        this.flow = flow;
        this.sink = sink;
        this.dht = new DhtDissector(flow, sink);
        this.tracker = new UdpTrackerDissector(flow, sink);
        this.utp = new UtpDissector(sink);
    }

    @Override
    public Progress onData(Direction direction, ByteView datagram) {
        int length = datagram.length();
        if (length == 0) {
            return Progress.OK;
        }
        if (datagram.u8(0) == 'd') {
            announcing = true;
            dht.onDatagram(direction, datagram);
        } else if (tracker.onDatagram(direction, datagram)) {
            announcing = true;
        } else if (LocalDiscovery.is(datagram)) {
            announcing = true;
            LocalDiscovery.read(datagram, direction == Direction.TO_SERVER ? flow.client() : flow.server(), sink);
        } else {
            onOther(direction, datagram);
        }
        return utp.finished() && !announcing ? Progress.DONE : Progress.OK;
    }

    /** Datagrams may be lost at any time; each stands for itself. */
    @Override
    public Progress onGap(Direction direction, long missing) {
        return Progress.OK;
    }

    private void onOther(Direction direction, ByteView datagram) {
        int payload = Utp.payload(datagram, datagram.length());
        if (payload > 0) {
            utp.onDatagram(direction, datagram, payload);
        } else if (!otherSaid && (VuzeDht.isRequest(datagram) || VuzeDht.isReply(datagram))) {
            otherSaid = true;
            sink.emit(new DissectionEvent.Identified("vuze_dht", Map.of()));
        }
    }
}
