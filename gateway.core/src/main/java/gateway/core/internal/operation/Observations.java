package gateway.core.internal.operation;

import gateway.api.operation.GatewayStatus;
import java.util.Optional;

/** What was seen of the gateway in the last ten minutes. Any thread; answers at once. */
public interface Observations {
    /** Where the gateway stands now. */
    GatewayStatus status();

    /** What was seen last of the present run; empty while the gateway does not run. */
    Optional<Observation> newest();

    /**
     * What was seen some time ago: the last that is at least so old, or else the oldest of the present run; empty while
     * the gateway does not run.
     */
    Optional<Observation> before(long seconds);

    /** Milliseconds since 1970, on the clock of the observations. */
    long nowMillis();
}
