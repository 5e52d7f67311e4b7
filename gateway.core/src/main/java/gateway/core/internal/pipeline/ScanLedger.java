package gateway.core.internal.pipeline;

import gateway.api.content.ScanVerdict;
import gateway.api.operation.FoundFile;
import gateway.api.operation.ScannedTransferLine;
import gateway.api.operation.ScannedTransferLine.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps the books of a worker's scanned transfers: those on their way, and counts. One worker thread; others ask the
 * worker. What it costs is a few steps a transfer, none a packet.
 */
public final class ScanLedger {
    private final Counters counters;
    private final FlowObserver observer;
    private final LongSupplier timeOfDay;
    private final Findings findings;
    /** In the order in which they began. */
    private final Map<ScannedTransfer, Begun> underWay = new LinkedHashMap<>();

    private record Begun(ManagedFlow flow, long atMillis) {
    }

    /** @param findings hears what is found */
    ScanLedger(Counters counters, FlowObserver observer, LongSupplier timeOfDay, Findings findings) {
        this.counters = counters;
        this.observer = observer;
        this.timeOfDay = timeOfDay;
        this.findings = findings;
    }

    /** A transfer begins that is to be scanned. */
    void begin(ManagedFlow flow, ScannedTransfer transfer) {
        underWay.put(transfer, new Begun(flow, timeOfDay.getAsLong()));
    }

    /** It is known what scanning the transfer came to. */
    void conclude(ManagedFlow flow, ScannedTransfer transfer, ScanOutcome outcome) {
        leave(transfer);
        counters.count(outcome.verdict(), outcome.bytes());
        if (outcome.verdict() instanceof ScanVerdict.Infected infected) {
            findings.add(new FoundFile(timeOfDay.getAsLong(), flow.id(), transfer.application, flow.client(),
                flow.server(), outcome.direction(), outcome.name(), outcome.bytes(), infected.signature(),
                infected.method(), outcome.sha256(), outcome.quarantined()));
        }
        observer.onScan(flow, transfer.application, outcome);
    }

    /** Nobody waits for the transfer any more. */
    void leave(ScannedTransfer transfer) {
        underWay.remove(transfer);
    }

    /** How many transfers are on their way. */
    public int size() {
        return underWay.size();
    }

    /** The transfers that began first, at most so many; takes time for these only. */
    public List<ScannedTransferLine> underWay(int limit) {
        List<ScannedTransferLine> lines = new ArrayList<>(Math.min(limit, underWay.size()));
        for (Map.Entry<ScannedTransfer, Begun> each : underWay.entrySet()) {
            if (lines.size() == limit) {
                break;
            }
            lines.add(line(each.getKey(), each.getValue()));
        }
        return lines;
    }

    private static ScannedTransferLine line(ScannedTransfer transfer, Begun begun) {
        ManagedFlow flow = begun.flow;
        return new ScannedTransferLine(flow.id(), transfer.application, flow.client(), flow.server(),
            transfer.direction, transfer.name, transfer.bytes, transfer.length,
            transfer.open.isEmpty() ? State.RECEIVING : State.PROCESSING, transfer.method, begun.atMillis);
    }
}
