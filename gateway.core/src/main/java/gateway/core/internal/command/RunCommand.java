package gateway.core.internal.command;

import gateway.api.policy.Action;
import gateway.core.internal.appliance.Appliance;
import gateway.core.internal.appliance.PlugIns;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.files.ConfigurationWatch;
import gateway.core.internal.shell.GatewayShell;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

    private final BundleContext context;
    private final PlugIns plugIns;
    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor(
        task -> new Thread(task, "gateway control"));
    private final ConfigurationChanges changes;
    private Appliance appliance;
    private ServiceRegistration<?> shell;
    private GatewayConfiguration configuration;
    private long activeTimes;

    RunCommand(BundleContext context, PlugIns plugIns, ConfigurationChanges changes) {
        this.context = context;
        this.plugIns = plugIns;
        this.changes = changes;
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
        control.execute(this::stop);
        control.shutdown();
        try {
            control.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() {
        try {
            Reading reading = changes.read();
            if (reading.obstacle().isPresent()) {
                throw new IOException(reading.obstacle().get());
            }
            changes.report(reading);
            configuration = reading.configuration();
            startAppliance();
            sayWhetherItOnlyWatches();
        } catch (IOException | RuntimeException refused) {
            System.err.println("gateway: " + refused.getMessage());
            LauncherCommand.end("run", () -> WRONG_REQUEST);
        }
    }

    private void startAppliance() throws IOException {
        appliance = new Appliance(configuration, plugIns);
        activeTimes = appliance.policy().activeTimes(System.currentTimeMillis());
        shell = GatewayShell.register(context, appliance.inspection());
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
        if (appliance != null) {
            shell.unregister();
            appliance.close();
            appliance = null;
            LOG.info("gateway stopped: rules and sets are gone");
        }
    }

    private void takeIn() {
        try {
            Optional<Reading> reading = changes.look();
            if (reading.isPresent()) {
                putIntoEffect(reading.get().configuration());
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("the configuration could not be put into effect: {}", failed.getMessage());
        }
    }

    private void putIntoEffect(GatewayConfiguration next) throws IOException {
        GatewayConfiguration before = configuration;
        configuration = next;
        if (appliance == null || !sameIntake(before, next)) {
            stop();
            startAppliance();
        } else if (!before.equals(next)) {
            appliance.onPolicy(next);
            activeTimes = appliance.policy().activeTimes(System.currentTimeMillis());
            LOG.info("policy changed: {} in force", count(next.rules().size(), "rule"));
        }
    }

    private static boolean sameIntake(GatewayConfiguration before, GatewayConfiguration next) {
        return before.intake().equals(next.intake()) && before.flows().equals(next.flows());
    }

    /** The rules may have been flushed by somebody else, and rules' times of the week begin and end. */
    private void lookAfter() {
        if (appliance == null) {
            return;
        }
        try {
            if (appliance.repair()) {
                LOG.warn("the gateway's rules were gone from the kernel and have been put back");
            }
            long active = appliance.policy().activeTimes(System.currentTimeMillis());
            if (active != activeTimes) {
                activeTimes = active;
                appliance.onPolicy(configuration);
                LOG.info("the time of a rule began or ended");
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("the gateway's rules cannot be looked after: {}", failed.getMessage());
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

}
