package gateway.core.internal.command;

import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.policy.Action;
import gateway.core.internal.appliance.Appliance;
import gateway.core.internal.appliance.PlugIns;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.configuration.RuleTexts;
import gateway.core.internal.files.ConfigurationWatch;
import gateway.core.internal.health.GatewayHealth;
import gateway.core.internal.kernel.Feature;
import gateway.core.internal.kernel.KernelFeatures;
import gateway.core.internal.metrics.MetricsPage;
import gateway.core.internal.operation.OperationServices;
import gateway.core.internal.operation.RunningGateway;
import gateway.core.internal.operation.Standing;
import gateway.core.internal.shell.GatewayShell;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The appliance while it runs: starts it, brings changed configuration into effect, looks after the rules. Everything
 * happens on the thread {@code gateway control}.
 */
final class RunCommand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int LOOK_AFTER_SECONDS = 10;
    private static final int STOP_SECONDS = 15;
    private static final int WRONG_REQUEST = 2;

    private final PlugIns plugIns;
    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor(
        task -> new Thread(task, "gateway control"));
    private final ConfigurationChanges changes;
    private final OperationServices operation;
    private final Standing standing;
    private final GatewayShell shell;
    private final GatewayHealth health;
    private final MetricsPage metrics;
    private Appliance appliance;
    private RunningGateway running;
    private GatewayConfiguration configuration;
    private List<String> problems = List.of();
    private long activeTimes;
    /** The last change did not come into effect as a whole, and is tried again. */
    private boolean behind;

    /** @param bundles waited for first: no flow passes unread for want of a bundle that was there before */
    RunCommand(BundleContext context, PlugIns plugIns, ConfigurationChanges changes, RuleTexts rules,
               Runnable bundles) {
        this.plugIns = plugIns;
        this.changes = changes;
        operation = new OperationServices(context, rules);
        standing = operation.standing();
        shell = new GatewayShell(context, operation);
        health = new GatewayHealth(context, operation);
        metrics = new MetricsPage(context, operation);
        control.execute(bundles);
        control.execute(this::start);
        control.scheduleWithFixedDelay(this::takeIn, ConfigurationWatch.LOOK_MILLIS, ConfigurationWatch.LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
        control.scheduleWithFixedDelay(this::lookAfter, LOOK_AFTER_SECONDS, LOOK_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    /** ConfigAdmin says that something changed; any thread. */
    void onConfiguration(ConfigurationEvent event) {
        changes.onEvent(event);
    }

    @Override
    public void close() {
        if (!control.isShutdown()) {
            control.execute(Supervisor::stopping);
            control.execute(this::stop);
            control.shutdown();
        }
        try {
            control.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
        health.close();
        shell.close();
        operation.close();
    }

    private void start() {
        try {
            Reading reading = changes.read();
            note(reading);
            if (reading.obstacle().isPresent()) {
                throw new IOException(reading.obstacle().get());
            }
            changes.report(reading);
            configuration = reading.configuration();
            standing.onStarting(configuration, problems);
            Optional<Feature> missing = new KernelFeatures(configuration.intake().netns()).missingRight();
            if (missing.isPresent()) {
                throw new IOException(missing.get().name() + ": " + missing.get().detail());
            }
            startAppliance();
            sayWhetherItOnlyWatches();
            Supervisor.ready();
        } catch (IOException | RuntimeException refused) {
            // What is on its way out takes nothing in any more.
            control.shutdown();
            System.err.println("gateway: " + refused.getMessage());
            LauncherCommand.end("run", () -> WRONG_REQUEST);
        }
    }

    private void startAppliance() throws IOException {
        try {
            appliance = new Appliance(configuration, plugIns);
        } catch (IOException | RuntimeException refused) {
            standing.onFailed(refused.getMessage(), configuration, problems);
            throw refused;
        }
        activeTimes = appliance.policy().activeTimes(System.currentTimeMillis());
        behind = false;
        running = RunningGateway.of(appliance);
        standing.onRunning(running, configuration, problems);
        LOG.info("gateway ready: {} on queues from {}, inside {}, {}, protocols {}",
            count(configuration.intake().workers(), "worker"), configuration.intake().queueBase(),
            configuration.intake().inside().isEmpty() ? "not said" : configuration.intake().inside(),
            count(configuration.rules().size(), "rule"),
            plugIns.parsers().current().entries().stream().map(e -> e.id()).collect(Collectors.joining(", ")));
    }

    /** After the first start it does, and whoever expects otherwise should not have to find out. */
    private void sayWhetherItOnlyWatches() {
        if (configuration.rules().stream().noneMatch(rule -> rule.action() == Action.BLOCK)) {
            LOG.info("monitor: no rule blocks anything; the records say what is seen and what rules would do");
        }
    }

    private void stop() {
        standing.onStopped();
        if (appliance != null) {
            appliance.close();
            appliance = null;
            LOG.info("gateway stopped: rules and sets are gone");
        }
    }

    private void takeIn() {
        try {
            Optional<Reading> reading = changes.look();
            if (reading.isPresent()) {
                note(reading.get());
                putIntoEffect(reading.get().configuration());
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("the configuration could not be put into effect: {}", failed.getMessage());
        }
    }

    private void note(Reading reading) {
        metrics.admit(reading.metrics());
        problems = Stream.concat(reading.problems().stream(), reading.setAside().stream()).toList();
    }

    private void putIntoEffect(GatewayConfiguration next) throws IOException {
        GatewayConfiguration before = configuration;
        configuration = next;
        if (appliance == null || !sameIntake(before, next)) {
            stop();
            standing.onStarting(next, problems);
            startAppliance();
        } else if (behind || !before.equals(next)) {
            changePolicy();
            LOG.info("policy changed: {} in force", count(next.rules().size(), "rule"));
        } else {
            standing.onRunning(running, next, problems);
        }
    }

    /** Where the kernel refuses, workers and kernel are of two minds, which costs time and no packet. */
    private void changePolicy() throws IOException {
        try {
            appliance.onPolicy(configuration);
        } catch (IOException | RuntimeException refused) {
            behind = true;
            standing.onBehind(refused.getMessage());
            throw refused;
        }
        behind = false;
        activeTimes = appliance.policy().activeTimes(System.currentTimeMillis());
        standing.onRunning(running, configuration, problems);
    }

    private static boolean sameIntake(GatewayConfiguration before, GatewayConfiguration next) {
        return before.intake().equals(next.intake()) && before.flows().equals(next.flows());
    }

    /** The rules may have been flushed by somebody else, and rules' times of the week begin and end. */
    private void lookAfter() {
        if (appliance == null) {
            startAgain();
            return;
        }
        try {
            if (behind) {
                changePolicy();
                LOG.info("the last change is in effect now");
            }
            if (appliance.repair()) {
                LOG.warn("the gateway's rules were gone from the kernel and have been put back");
            }
            if (appliance.policy().activeTimes(System.currentTimeMillis()) != activeTimes) {
                changePolicy();
                LOG.info("the time of a rule began or ended");
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("the gateway's rules cannot be looked after: {}", failed.getMessage());
        }
    }

    /** What kept it from starting may be over: another program had the queue, say. */
    private void startAgain() {
        if (standing.status().phase() != Phase.FAILED) {
            return;
        }
        String before = standing.status().sentence();
        try {
            startAppliance();
        } catch (IOException | RuntimeException failed) {
            if (!standing.status().sentence().equals(before)) {
                LOG.error("the gateway still does not start: {}", failed.getMessage());
            }
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

}
