package gateway.core.internal.health;

import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether records are kept: the auditors can write, and are as fast as the traffic. */
final class RecordsCheck extends WhileRunning {
    /** Lost records count for so long. */
    static final int RECENT_SECONDS = 600;

    private final Supplier<List<String>> problems;
    private final Supplier<List<String>> unheard;

    /**
     * Looks at both anew each time.
     *
     * @param problems what keeps auditors from keeping records now
     * @param unheard rules that want records where there is no auditor
     */
    RecordsCheck(Observations observations, Supplier<List<String>> problems, Supplier<List<String>> unheard) {
        super(observations);
        this.problems = problems;
        this.unheard = unheard;
    }

    @Override
    Result check(Observation now) {
        List<String> found = problems.get();
        if (!found.isEmpty()) {
            return new Result(Status.CRITICAL, "records are not kept: " + String.join("; ", found));
        }
        List<String> rules = unheard.get();
        if (!rules.isEmpty()) {
            return new Result(Status.CRITICAL, "records are not kept: no bundle is an auditor, and rules with "
                + "action audit want them: " + String.join(", ", rules));
        }
        long lost = now.recordsLost() - before(RECENT_SECONDS, now).recordsLost();
        return lost > 0
            ? new Result(Status.WARN, lost + " records were lost in ten minutes: the disk is slower than the traffic")
            : new Result(Status.OK, "records are kept");
    }
}
