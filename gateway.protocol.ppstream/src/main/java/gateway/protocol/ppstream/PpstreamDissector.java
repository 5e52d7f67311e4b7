package gateway.protocol.ppstream;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;

/** Sends bytes and messages to the dissector of their kind: which one it is shows in what core hands over. */
final class PpstreamDissector implements Dissector {
    private final Dissector bytes;
    private final Dissector messages;

    PpstreamDissector(Flow flow, DissectionSink sink) {
        Report report = new Report(sink);
        this.bytes = flow.transport() == Transport.UDP ? new DatagramDissector(report) : new LiveDissector(report);
        this.messages = new WebDissector(report);
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
    public Progress onGap(Direction direction, long missing) {
        return bytes.onGap(direction, missing);
    }

    @Override
    public void onClose(CloseReason reason) {
        messages.onClose(reason);
        bytes.onClose(reason);
    }
}
