package gateway.core.internal.operation;

import gateway.api.content.ScanVerdict.Reason;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.ScanCounts;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScannedTransferLine;
import gateway.api.operation.TransferDirectory;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.ScanLedger;
import gateway.core.internal.worker.WorkerProxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The transfers of the running intake that are to be scanned. Any thread but a worker's: each worker is asked once, and
 * makes no more lines than are wanted.
 */
public final class LiveTransfers implements TransferDirectory {
    private final Standing standing;
    private final Function<RunningGateway, Scans> scans;

    /** @param scans who scans for a gateway; answers at once */
    public LiveTransfers(Standing standing, Function<RunningGateway, Scans> scans) {
        this.standing = standing;
        this.scans = scans;
    }

    private record Share(List<ScannedTransferLine> transfers, int underWay, Counters counters) {
    }

    @Override
    public ScanPicture look(int limit) throws NotAnswering {
        if (limit < 1 || limit > MAX_LINES) {
            throw new IllegalArgumentException("a limit from 1 to " + MAX_LINES + ", not " + limit);
        }
        RunningGateway gateway = standing.running();
        List<ScannedTransferLine> transfers = new ArrayList<>();
        Counters counters = new Counters();
        long underWay = 0;
        for (WorkerProxy worker : gateway.workers()) {
            Share share = Question.answer(() -> worker.ask(pipeline -> {
                ScanLedger ledger = pipeline.scans();
                return new Share(ledger.underWay(limit), ledger.size(), pipeline.counters().copy());
            }));
            transfers.addAll(share.transfers);
            counters.add(share.counters);
            underWay += share.underWay;
        }
        Scans now = scans.apply(gateway);
        return new ScanPicture(now.wanted(), now.blocked(), now.scanner(),
            transfers.stream().sorted(Comparator.comparingLong(ScannedTransferLine::sinceMillis)).limit(limit).toList(),
            underWay, now.found().stream().limit(limit).toList(), counts(counters), now.memory(), now.disk());
    }

    /** What was counted, as the API says it. */
    static ScanCounts counts(Counters counters) {
        Map<Reason, Long> unscanned = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            unscanned.put(reason, counters.unscanned(reason));
        }
        return new ScanCounts(counters.cleanTransfers, counters.infectedTransfers, unscanned, counters.scannedBytes);
    }
}
