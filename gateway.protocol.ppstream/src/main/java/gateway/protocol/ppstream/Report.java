package gateway.protocol.ppstream;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import java.util.Map;

/** What one flow's dissectors say, with a bound on complaints and on what would be said again and again. */
final class Report {
    /** Who sends nonsense for ever is not worth more lines than this. */
    static final int MAX_ANOMALIES = 64;
    /** Kinds of messages about one content that are told; a flow has few. */
    static final int MAX_KINDS = 64;

    private final DissectionSink sink;
    private final int[] kinds = new int[MAX_KINDS];
    private final long[] keys = new long[MAX_KINDS];
    private int told;
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

    /** Whether a kind of message about that content comes for the first time, and there is room to remember it. */
    boolean isNew(int kind, long key) {
        for (int i = 0; i < told; i++) {
            if (kinds[i] == kind && keys[i] == key) {
                return false;
            }
        }
        if (told == MAX_KINDS) {
            return false;
        }
        kinds[told] = kind;
        keys[told] = key;
        told++;
        return true;
    }

    void anomaly(String what, String detail) {
        if (anomalies < MAX_ANOMALIES) {
            anomalies++;
            sink.emit(new DissectionEvent.Anomaly(what, detail));
        }
    }
}
