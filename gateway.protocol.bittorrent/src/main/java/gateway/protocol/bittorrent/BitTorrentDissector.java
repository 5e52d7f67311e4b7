package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;

/** Sends bytes and messages to the dissector of their channel: which one it is shows in what core hands over. */
final class BitTorrentDissector implements Dissector {
    private final Dissector bytes;
    private final Dissector messages;

    BitTorrentDissector(Flow flow, DissectionSink sink) {
        this.bytes = flow.transport() == Transport.UDP
            ? new DatagramDissector(flow, sink) : new PeerWireDissector(flow, sink);
        this.messages = new TrackerDissector(flow, sink);
    }

    @Override
    public Progress onData(Direction direction, ByteView data) {
        return bytes.onData(direction, data);
    }

    @Override
    public Progress onMessage(Direction direction, Message message) {
        return messages.onMessage(direction, message);
    }

    @Override
    public long unfinished(Direction direction) {
        return messages.unfinished(direction);
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        return bytes.onGap(direction, missing);
    }

    @Override
    public void onClose(CloseReason reason) {
        bytes.onClose(reason);
        messages.onClose(reason);
    }
}
