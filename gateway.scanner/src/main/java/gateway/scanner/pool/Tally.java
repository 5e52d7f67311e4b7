package gateway.scanner.pool;

import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Infected;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus.Totals;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came of scans, counted. Outlives changes of the settings. Any thread. */
public final class Tally {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder clean = new LongAdder();
    private final LongAdder infected = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final Map<Reason, LongAdder> notScanned = new EnumMap<>(Reason.class);

    /** Nothing yet. */
    public Tally() {
        for (Reason reason : Reason.values()) {
            notScanned.put(reason, new LongAdder());
        }
    }

    void add(ScanVerdict verdict, long length) {
        if (verdict instanceof NotScanned not) {
            notScanned.get(not.reason()).increment();
            return;
        }
        bytes.add(length);
        if (verdict instanceof Clean) {
            clean.increment();
        } else if (verdict instanceof Infected) {
            infected.increment();
        }
    }

    void retried() {
        retries.increment();
    }

    /** The counters now. */
    public Totals totals(long restarts) {
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        notScanned.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new Totals(bytes.sum(), clean.sum(), infected.sum(), reasons, retries.sum(), restarts);
    }
}
