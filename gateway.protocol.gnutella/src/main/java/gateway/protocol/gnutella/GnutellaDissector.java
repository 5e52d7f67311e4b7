package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;

/** Sends bytes and messages to the dissector of their kind: which one it is shows in what core hands over. */
final class GnutellaDissector implements Dissector {
    private final Dissector bytes;
    private final Dissector messages;

    GnutellaDissector(Flow flow, DissectionSink sink) {
        Report report = new Report(sink);
        this.bytes = flow.transport() == Transport.UDP ? new DatagramDissector(report)
            : new LinkDissector(flow, report);
        this.messages = new WebDissector(flow, report);
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
    public long unfinished(Direction direction) {
        return messages.unfinished(direction);
    }

    @Override
    public void onClose(CloseReason reason) {
        messages.onClose(reason);
        bytes.onClose(reason);
    }
}
