package gateway.protocol.msn;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What one flow's dissectors say, with a bound on complaints. */
final class Report {
    /** Who sends nonsense for ever is not worth more lines than this. */
    static final int MAX_ANOMALIES = 64;
    /** How long a client that was told of an address takes to connect, amply. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final DissectionSink sink;
    private int anomalies;
    private long transfers;

    Report(DissectionSink sink) {
        this.sink = sink;
    }

    void emit(DissectionEvent event) {
        sink.emit(event);
    }

    void identified(String channel, Map<String, String> attributes) {
        sink.emit(new DissectionEvent.Identified(channel, attributes));
    }

    void anomaly(String what, String detail) {
        if (anomalies < MAX_ANOMALIES) {
            anomalies++;
            sink.emit(new DissectionEvent.Anomaly(what, Text.cut(detail)));
        }
    }

    /** A connection to this address and port is announced, both as they stand in a text. */
    void expected(String address, String port) {
        Optional<Endpoint> end = Addresses.endpoint(address, port);
        if (end.isPresent()) {
            sink.emit(new DissectionEvent.Expected(Transport.TCP, end.get(), SOON));
        } else {
            anomaly("bad_address", address + ":" + port);
        }
    }

    /** A number for a transfer that nobody else in the flow has. */
    long nextTransfer() {
        transfers++;
        return transfers;
    }
}
