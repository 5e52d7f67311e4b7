package gateway.protocol.gnutella;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.ListWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one flow's dissectors say, with a bound on complaints and on what would be said again and again. */
final class Report {
    /** Who sends nonsense for ever is not worth more lines than this. */
    static final int MAX_ANOMALIES = 64;
    private static final int MAX_KINDS = 32;
    /** How long a host keeps trying to fetch what it was offered. */
    private static final Duration WHILE_WANTED = Duration.ofMinutes(30);

    private final DissectionSink sink;
    private final Set<String> kinds = new HashSet<>();
    private int anomalies;

    Report(DissectionSink sink) {
        this.sink = sink;
    }

    DissectionSink sink() {
        return sink;
    }

    void emit(DissectionEvent event) {
        sink.emit(event);
    }

    void identified(String channel, Map<String, String> attributes) {
        sink.emit(new DissectionEvent.Identified(channel, attributes));
    }

    /** The same, but only once in a flow for each kind. */
    void identifiedOnce(String channel, Map<String, String> attributes, String kind) {
        if (kinds.size() < MAX_KINDS && kinds.add(channel + ' ' + kind)) {
            identified(channel, attributes);
        }
    }

    void anomaly(String what, String detail) {
        if (anomalies < MAX_ANOMALIES) {
            anomalies++;
            sink.emit(new DissectionEvent.Anomaly(what, Text.cut(detail)));
        }
    }

    /**
     * Hosts were listed.
     *
     * @param content what they have or are; empty if nobody said it
     * @param writer {@link ListWriter#NONE} where no other host can take their places
     */
    void peers(String content, List<ListedPeer> peers, ListWriter writer) {
        if (!peers.isEmpty()) {
            sink.emit(new PeersListed(content, peers, writer));
        }
    }

    /** A connection to this host is to be expected. */
    void expected(Endpoint host) {
        sink.emit(new DissectionEvent.Expected(Transport.TCP, host, WHILE_WANTED));
    }
}
