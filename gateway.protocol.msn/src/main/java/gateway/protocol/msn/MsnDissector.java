package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;

/** Sends bytes to the dissector for TCP and messages to the one for HTTP: core hands over one or the other. */
final class MsnDissector implements Dissector {
    private final Report report;
    private final Dissector bytes;
    private final Dissector messages;

    MsnDissector(DissectionSink sink) {
        this.report = new Report(sink);
        this.bytes = new StreamDissector(report);
        this.messages = new GatewayDissector(report);
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
        report.close();
    }
}
