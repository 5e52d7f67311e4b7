package gateway.protocol.msn;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.DissectionSink;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one flow's dissectors say, with a bound on complaints. Every transfer that begins ends, whatever ends it. */
final class Report {
    /** Who sends nonsense for ever is not worth more lines than this. */
    static final int MAX_ANOMALIES = 64;
    /** How long a client that was told of an address takes to connect, amply. */
    private static final Duration SOON = Duration.ofMinutes(5);

    /** Transfers at once; where one more begins, the oldest ends. */
    static final int MAX_TRANSFERS = 64;

    private final DissectionSink sink;
    /** Numbers of transfers under way, the oldest first. */
    private final Set<Long> open = new LinkedHashSet<>();
    private int anomalies;
    private long transfers;

    Report(DissectionSink sink) {
        this.sink = sink;
    }

    void emit(DissectionEvent event) {
        if (event instanceof TransferStarted start) {
            begin(start);
        } else if (event instanceof TransferData bytes) {
            if (open.contains(bytes.transfer())) {
                sink.emit(event);
            }
        } else if (event instanceof TransferEnded end) {
            end(end);
        } else {
            sink.emit(event);
        }
    }

    /** The flow is over, and with it what is under way. */
    void close() {
        while (!open.isEmpty()) {
            end(new TransferEnded(open.iterator().next(), false));
        }
    }

    private void begin(TransferStarted start) {
        if (open.size() == MAX_TRANSFERS) {
            end(new TransferEnded(open.iterator().next(), false));
        }
        open.add(start.transfer());
        sink.emit(start);
    }

    private void end(TransferEnded end) {
        if (open.remove(end.transfer())) {
            sink.emit(end);
        }
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
