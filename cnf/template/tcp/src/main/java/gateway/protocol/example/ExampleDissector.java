package gateway.protocol.example;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.util.Map;

/** Reads a connection line by line, both ways. */
final class ExampleDissector implements Dissector {
    private final DissectionSink sink;

    ExampleDissector(DissectionSink sink) {
        this.sink = sink;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        for (int end = ExampleWire.endOfLine(bytes, at); end >= 0; end = ExampleWire.endOfLine(bytes, at)) {
            ExampleWire.greeting(bytes, at, end)
                .ifPresent(name -> sink.emit(new Identified("hello", Map.of("name", name))));
            at = end + 1;
        }
        int left = bytes.length() - at;
        if (left > ExampleWire.MAX_LINE) {
            return Progress.VIOLATION;
        }
        return left == 0 ? Progress.OK : Progress.needMore(at, left + 1);
    }
}
