package gateway.core.internal.health;

import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether every worker's loop turns. One without packets turns five times a second. */
final class WorkersCheck extends WhileRunning {
    /** A worker that has not turned since an observation of this age stands still. */
    static final int STILL_MILLIS = 1000;

    private final Supplier<Optional<long[]>> turns;

    /** @param turns how often each worker turned up to now */
    WorkersCheck(Observations observations, Supplier<Optional<long[]>> turns) {
        super(observations);
        this.turns = turns;
    }

    @Override
    Result check(Observation now) {
        Observation then = ageMillis(now) >= STILL_MILLIS ? now : before(STILL_MILLIS / 1000 + 1, now);
        long[] up = turns.get().orElse(new long[0]);
        List<Integer> still = new ArrayList<>();
        for (int k = 0; k < Math.min(up.length, then.turns().size()); k++) {
            if (ageMillis(then) >= STILL_MILLIS && up[k] == then.turns().get(k)) {
                still.add(k);
            }
        }
        return still.isEmpty() ? new Result(Status.OK, "all " + up.length + " workers turn")
            : new Result(Status.CRITICAL, "standing still: workers " + still + " of " + up.length);
    }
}
