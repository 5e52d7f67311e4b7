package gateway.core.internal.health;

import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether lists of peers that a rule wants changed are, by somebody who knows where peers are. */
final class LocalizerCheck extends WhileRunning {
    LocalizerCheck(Observations observations) {
        super(observations);
    }

    @Override
    Result check(Observation now) {
        Localization localization = now.localization();
        if (!localization.wanted()) {
            return new Result(Status.OK, "no rule wants lists of peers changed");
        }
        if (!localization.there()) {
            return new Result(Status.WARN, "lists that rules want changed pass as they are: there is no bundle that "
                + "localizes");
        }
        if (!localization.problem().isEmpty()) {
            return new Result(Status.WARN, "lists are changed, but not by all that was configured: "
                + localization.problem());
        }
        return new Result(Status.OK, "lists of peers are changed as rules want");
    }
}
