package gateway.protocol.example;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.util.Map;

/** Reads datagram by datagram, both ways. */
final class ExampleDissector implements Dissector {
    private final DissectionSink sink;

    ExampleDissector(DissectionSink sink) {
        this.sink = sink;
    }

    @Override
    public Progress onData(Direction direction, ByteView datagram) {
        if (ExampleWire.isMessage(datagram)) {
            ExampleWire.greeting(datagram)
                .ifPresent(name -> sink.emit(new Identified("hello", Map.of("name", name))));
        }
        return Progress.OK;
    }
}
