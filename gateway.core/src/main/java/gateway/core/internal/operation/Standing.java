package gateway.core.internal.operation;

import gateway.api.operation.GatewayStatus;
import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.operation.NotAnswering;
import gateway.api.policy.Action;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.policy.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Where the gateway stands. The control thread writes it, any thread reads it. */
public final class Standing {
    private final LongSupplier clock;
    private volatile Moment now;

    private record Moment(GatewayStatus status, RunningGateway running, Set<String> rules) {
    }

    /** @param clock milliseconds since 1970 */
    public Standing(LongSupplier clock) {
        this.clock = clock;
        now = new Moment(status(Phase.STARTING, "the gateway starts; traffic passes", null, List.of()), null, Set.of());
    }

    /** The gateway starts, or starts anew with a changed intake. */
    public void onStarting(GatewayConfiguration configuration, List<String> problems) {
        now = new Moment(status(Phase.STARTING, "the gateway starts; traffic passes", configuration, problems), null,
            Set.of());
    }

    /** The gateway works with this configuration. */
    public void onRunning(RunningGateway running, GatewayConfiguration configuration, List<String> problems) {
        now = new Moment(status(Phase.RUNNING, "the gateway works", configuration, problems), running,
            names(configuration));
    }

    /**
     * The gateway works, but its last change could not be put into effect as a whole.
     *
     * @param reason in a sentence without its end
     */
    public void onBehind(String reason) {
        GatewayStatus last = now.status;
        now = new Moment(new GatewayStatus(last.phase(), "the last change is not in effect everywhere: " + reason,
            last.sinceMillis(), last.workers(), last.inside(), last.monitoring(), last.rules(), last.problems()),
            now.running, now.rules);
    }

    /**
     * The gateway could not start.
     *
     * @param reason in a sentence without its end
     */
    public void onFailed(String reason, GatewayConfiguration configuration, List<String> problems) {
        now = new Moment(status(Phase.FAILED, "the gateway does not work, traffic passes: " + reason, configuration,
            problems), null, Set.of());
    }

    /** The gateway was stopped. */
    public void onStopped() {
        GatewayStatus last = now.status;
        now = new Moment(new GatewayStatus(Phase.STOPPED, "the gateway was stopped; traffic passes",
            clock.getAsLong(), last.workers(), last.inside(), last.monitoring(), 0, last.problems()), null, Set.of());
    }

    /** Where it stands now. */
    public GatewayStatus status() {
        return now.status;
    }

    /** The names of the rules that decide now. */
    Set<String> rulesInForce() {
        return now.rules;
    }

    /** The way into it; empty while it does not run. */
    public Optional<RunningGateway> ifRunning() {
        return Optional.ofNullable(now.running);
    }

    /**
     * The way into it.
     *
     * @throws NotAnswering while it does not run
     */
    public RunningGateway running() throws NotAnswering {
        Moment moment = now;
        if (moment.running == null) {
            throw new NotAnswering(moment.status.sentence());
        }
        return moment.running;
    }

    private GatewayStatus status(Phase phase, String sentence, GatewayConfiguration configuration,
                                 List<String> problems) {
        long since = now == null || now.status.phase() != phase ? clock.getAsLong() : now.status.sinceMillis();
        if (configuration == null || configuration.intake() == null) {
            return new GatewayStatus(phase, sentence, since, 0, "", false, 0, List.copyOf(problems));
        }
        List<Rule> rules = configuration.rules();
        boolean monitoring = !rules.isEmpty()
            && rules.stream().allMatch(rule -> rule.action() == Action.MONITOR || rule.action() == Action.AUDIT);
        return new GatewayStatus(phase, sentence, since, configuration.intake().workers(),
            configuration.intake().inside().toString(), monitoring, phase == Phase.RUNNING ? rules.size() : 0,
            List.copyOf(problems));
    }

    private static Set<String> names(GatewayConfiguration configuration) {
        return configuration.rules().stream().map(Rule::name).collect(Collectors.toUnmodifiableSet());
    }
}
