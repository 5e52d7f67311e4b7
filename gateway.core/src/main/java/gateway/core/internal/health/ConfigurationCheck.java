package gateway.core.internal.health;

import gateway.core.internal.operation.Observations;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;

/** Whether all of {@code conf/} can be used. */
final class ConfigurationCheck implements HealthCheck {
    private final Observations observations;

    ConfigurationCheck(Observations observations) {
        this.observations = observations;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<String> problems = observations.status().problems();
        problems.forEach(problem -> log.warn("{}", problem));
        if (problems.isEmpty()) {
            log.info("all of conf/ is in use");
        }
        return new Result(log);
    }
}
