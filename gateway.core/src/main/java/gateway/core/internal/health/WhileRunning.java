package gateway.core.internal.health;

import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** A check of what is observed of a running gateway. While none runs there is nothing to see; IntakeCheck says so. */
abstract class WhileRunning implements HealthCheck {
    private final Observations observations;

    WhileRunning(Observations observations) {
        this.observations = observations;
    }

    @Override
    public final Result execute() {
        Optional<Observation> now = observations.newest();
        return now.isEmpty() ? new Result(Status.TEMPORARILY_UNAVAILABLE, "nothing is seen of the gateway (yet)")
            : check(now.get());
    }

    abstract Result check(Observation now);

    /** What was seen so long ago, or since the start. */
    final Observation before(long seconds, Observation now) {
        return observations.before(seconds).orElse(now);
    }

    /** Milliseconds since 1970. */
    final long nowMillis() {
        return observations.nowMillis();
    }

    /** How old an observation is. */
    final long ageMillis(Observation now) {
        return observations.nowMillis() - now.atMillis();
    }
}
