package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import gateway.core.internal.configuration.BundleSettings;
import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.InvalidSetting;
import gateway.core.internal.files.ConfigurationFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate for bundles that are added to the appliance: the doorkeeper stands before anything from {@code load/} is
 * looked at, and only then FileInstall is asked to watch that folder. Bundles are started on the thread
 * {@code bundle gate}.
 */
@Component(service = {BundleGate.class, ConfigurationListener.class}, immediate = true)
public final class BundleGate implements ConfigurationListener, BundleListener, LoadFolder.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(BundleGate.class);
    private static final String WATCH = "org.apache.felix.fileinstall";
    private static final String POLL_MILLIS = "250";
    private static final int REFRESH_SECONDS = 10;
    /** A component comes up while its bundle starts, or as soon as what it wants is there. */
    private static final int COMPONENT_MILLIS = 1000;
    private static final int RETRY_MILLIS = 200;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ConfigurationReader reader;
    private final PlugInLedger ledger;
    private final ComponentStates components;
    private final Doorkeeper doorkeeper;
    private final UnmetRequirements unmet;
    private final Starter starter;
    private final Optional<Path> folder;
    private final LoadFolder load;
    private final KeptBundles kept;
    private final List<Path> atStart;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "bundle gate"));
    private final AtomicInteger pending = new AtomicInteger();
    /** Those that want something; gate thread. */
    private final Set<Bundle> wanting = new HashSet<>();
    private Optional<Configuration> watch = Optional.empty();
    private volatile BundleSettings settings = BundleSettings.STRICTEST;

    /** Closes the gate, then has {@code load/} watched. */
    @Activate
    public BundleGate(BundleContext context, @Reference ConfigurationAdmin admin, @Reference PlugInLedger ledger,
                      @Reference ComponentStates components) throws IOException {
        this.context = context;
        this.admin = admin;
        Optional<Path> conf = path("gateway.conf");
        this.reader = new ConfigurationReader(admin, conf.map(ConfigurationFolder::new), Optional::empty);
        Path trusted = conf.orElse(Path.of("conf")).resolve("trusted");
        this.ledger = ledger;
        this.components = components;
        readSettings();
        PlugInServices services = new PlugInServices(context.getBundle());
        FrameworkWiring wiring =
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        doorkeeper = new Doorkeeper(services, ledger, () -> new Examination(settings, trusted, copies()));
        unmet = new UnmetRequirements(wiring);
        starter = new Starter(ledger, doorkeeper, unmet);
        folder = path("gateway.load");
        load = new LoadFolder(folder.orElse(copies()), context, ledger, this);
        kept = new KeptBundles(load, doorkeeper, ledger, copies(), () -> settings.maxBytes(),
            task -> schedule(task, RETRY_MILLIS));
        atStart = folder.map(BundleGate::jarsIn).orElse(List.of());
        open();
    }

    private void open() throws IOException {
        context.addBundleListener(doorkeeper);
        registrations.add(context.registerService(ResolverHookFactory.class, doorkeeper, null));
        for (Bundle bundle : context.getBundles()) {
            doorkeeper.examine(bundle);
        }
        context.addBundleListener(this);
        if (folder.isPresent()) {
            Dictionary<String, Object> first = new Hashtable<>();
            first.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
            registrations.add(context.registerService(ArtifactInstaller.class, load, first));
            Configuration configuration = admin.getFactoryConfiguration(WATCH, "load", "?");
            configuration.update(watching(folder.get()));
            watch = Optional.of(configuration);
        }
    }

    private static Dictionary<String, Object> watching(Path folder) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("felix.fileinstall.dir", folder.toString());
        properties.put("felix.fileinstall.filter", ".*[.]jar");
        properties.put("felix.fileinstall.poll", POLL_MILLIS);
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.subdir.mode", "skip");
        properties.put("felix.fileinstall.log.level", "2");
        return properties;
    }

    private Optional<Path> path(String property) {
        return Optional.ofNullable(context.getProperty(property)).filter(name -> !name.isEmpty()).map(Path::of);
    }

    @Deactivate
    void close() throws IOException {
        if (watch.isPresent()) {
            watch.get().delete();
        }
        context.removeBundleListener(this);
        context.removeBundleListener(doorkeeper);
        registrations.forEach(ServiceRegistration::unregister);
        thread.shutdownNow();
    }

    /** What is asked of bundles at this moment. */
    BundleSettings settings() {
        return settings;
    }

    /** Whether a bundle came from outside the appliance. */
    boolean fromOutside(Bundle bundle) {
        return doorkeeper.fromOutside(bundle);
    }

    /** Whether what was in {@code load/} at the start was taken in, as far as it can be. */
    boolean settled() {
        return pending.get() == 0 && load.tookIn(atStart);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getPid().equals(BundleSettings.PID)) {
            readSettings();
        }
    }

    private void readSettings() {
        try {
            settings = reader.bundles();
        } catch (InvalidSetting | IOException unusable) {
            LOG.error("{}; bundles are let in by the {} settings", unusable.getMessage(),
                settings == BundleSettings.STRICTEST ? "strictest" : "last good");
        }
    }

    @Override
    public Path copies() {
        return context.getDataFile("gate").toPath();
    }

    @Override
    public long maxBytes() {
        return settings.maxBytes();
    }

    @Override
    public void start(Bundle bundle) {
        later(() -> {
            if (!starter.start(bundle)) {
                wanting.add(bundle);
            }
        });
    }

    @Override
    public void refresh(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class)
            .refreshBundles(List.of(bundle), event -> done.countDown());
        try {
            done.await(REFRESH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> later(bundle, this::lookAtNew);
            case BundleEvent.UNINSTALLED -> later(() -> onGone(bundle));
            case BundleEvent.RESOLVED -> later(this::retry);
            case BundleEvent.UPDATED -> later(bundle, this::onUpdated);
            case BundleEvent.STARTED -> checkComponents(bundle);
            default -> { }
        }
    }

    /** Whoever installed it in the console learns from the ledger what it wants before starting it in vain. */
    private void lookAtNew(Bundle bundle) {
        if (bundle.getState() == Bundle.INSTALLED && doorkeeper.fromOutside(bundle)
            && doorkeeper.refusal(bundle).isEmpty()) {
            unmet.of(bundle).ifPresent(missing -> ledger.report(bundle, State.REFUSED, missing));
        }
        keep(bundle);
        retry();
    }

    private void onUpdated(Bundle bundle) {
        keep(bundle);
        retry();
    }

    private void keep(Bundle bundle) {
        if (folder.isPresent()) {
            kept.keep(bundle);
        }
    }

    private void onGone(Bundle bundle) {
        wanting.remove(bundle);
        load.drop(bundle);
    }

    /** Something came that others may have wanted. */
    private void retry() {
        for (Bundle bundle : List.copyOf(wanting)) {
            if (unmet.of(bundle).isEmpty() && starter.start(bundle)) {
                wanting.remove(bundle);
            }
        }
    }

    private void checkComponents(Bundle bundle) {
        if (doorkeeper.fromOutside(bundle)) {
            schedule(() -> components.failureOf(bundle)
                .ifPresent(failure -> ledger.report(bundle, State.REFUSED, failure)), COMPONENT_MILLIS);
        }
    }

    private void schedule(Runnable task, int millis) {
        try {
            thread.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the gate is closed already");
        }
    }

    private void later(Runnable task) {
        pending.incrementAndGet();
        try {
            thread.execute(() -> {
                guarded(task);
                pending.decrementAndGet();
            });
        } catch (RejectedExecutionException stopping) {
            pending.decrementAndGet();
        }
    }

    /** Looks at a bundle that may be uninstalled meanwhile: nobody wants to know about it then. */
    private void later(Bundle bundle, Consumer<Bundle> task) {
        later(() -> {
            try {
                task.accept(bundle);
            } catch (IllegalStateException gone) {
                if (bundle.getState() != Bundle.UNINSTALLED) {
                    throw gone;
                }
            }
        });
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException unexpected) {
            LOG.error("a bundle could not be looked after", unexpected);
        }
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder.toRealPath())) {
            return files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                .toList();
        } catch (IOException notThere) {
            return List.of();
        }
    }
}
