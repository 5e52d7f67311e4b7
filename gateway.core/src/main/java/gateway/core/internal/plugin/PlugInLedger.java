package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugIn.State;
import gateway.api.operation.PlugInDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of every plug-in. Whoever decides about one reports it here, and here alone it is logged, so that log
 * and console say the same. A bundle that goes is forgotten, an updated one begins a new page. Any thread; reports
 * take a lock for a moment, {@link #count} takes none.
 */
@Component(service = {PlugInLedger.class, PlugInDirectory.class}, immediate = true)
public final class PlugInLedger implements PlugInDirectory, SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(PlugInLedger.class);

    private final BundleContext context;
    private final PlugInServices services;
    private final LongSupplier clock;
    /** By bundle, or by the file that did not become one. */
    private final Map<Object, Page> pages = new ConcurrentHashMap<>();

    /** Begins with the bundles that are there. */
    @Activate
    public PlugInLedger(BundleContext context) {
        this(context, System::currentTimeMillis);
    }

    PlugInLedger(BundleContext context, LongSupplier clock) {
        this.context = context;
        this.services = new PlugInServices(context.getBundle());
        this.clock = clock;
        context.addBundleListener(this);
        for (Bundle bundle : context.getBundles()) {
            open(bundle);
        }
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    /** The bundle that a service came from; null where there is no framework, as in tests. */
    public static Bundle bundleOf(Object service) {
        return FrameworkUtil.getBundle(service.getClass());
    }

    /**
     * Notes and logs what became of one service of a bundle.
     *
     * @param bundle null outside of a framework: nothing is noted
     * @param serves the service, such as {@code protocol bittorrent} or {@code auditor}
     * @param state but for {@link State#QUARANTINED}
     * @param reason a sentence without a full stop
     */
    public void report(Bundle bundle, String serves, State state, String reason) {
        note(bundle, serves, state, reason, null);
    }

    /**
     * Notes and logs that a service of a bundle is out until an operator lets it back in.
     *
     * @param readmission called then, on the operator's thread, outside of any lock of the ledger; who holds the
     *     quarantine ends it and reports the new state
     */
    public void quarantined(Bundle bundle, String serves, String reason, Runnable readmission) {
        note(bundle, serves, State.QUARANTINED, reason, readmission);
    }

    /** Notes and logs what became of the bundle as a whole. */
    public void report(Bundle bundle, State state, String reason) {
        note(bundle, Page.WHOLE, state, reason, null);
    }

    /** What became of a bundle. */
    Optional<PlugIn> of(Bundle bundle) {
        synchronized (this) {
            return Optional.ofNullable(pages.get(bundle)).map(page -> shown(bundle, page));
        }
    }

    /** A service of a bundle is withdrawn, while the bundle stays. */
    public void withdraw(Bundle bundle, String serves) {
        Page page = bundle == null ? null : pages.get(bundle);
        if (page != null) {
            synchronized (this) {
                page.withdraw(serves);
            }
        }
    }

    /** Notes and logs that a file did not become a bundle, or not yet. */
    public void report(Path file, State state, String reason) {
        String name = Printable.of(file.getFileName().toString());
        boolean news;
        synchronized (this) {
            news = pages.computeIfAbsent(file, path -> new Page(name, "", null, clock.getAsLong()))
                .note(Page.WHOLE, state, reason, clock.getAsLong(), null);
        }
        if (news) {
            log(name, "", state, reason);
        }
    }

    /** A file is gone, or became a bundle, which has its own page. */
    public void forget(Path file) {
        pages.remove(file);
    }

    /** A bundle threw, or took too long. No lock, no allocation: also on workers' threads. */
    public void count(Bundle bundle) {
        Page page = bundle == null ? null : pages.get(bundle);
        if (page != null) {
            page.count();
        }
    }

    @Override
    public List<PlugIn> plugIns() {
        List<PlugIn> all = new ArrayList<>();
        synchronized (this) {
            pages.forEach((key, page) -> all.add(shown(key, page)));
        }
        all.sort(Comparator.comparing(PlugIn::name).thenComparing(PlugIn::version));
        return List.copyOf(all);
    }

    @Override
    public boolean readmit(String name) {
        List<Runnable> readmissions = new ArrayList<>();
        synchronized (this) {
            pages.values().stream().filter(page -> page.name().equals(name))
                .flatMap(page -> page.readmissions().stream()).forEach(readmissions::add);
        }
        readmissions.forEach(Runnable::run);
        return !readmissions.isEmpty();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.UPDATED -> open(bundle);
            case BundleEvent.STARTED -> onStarted(bundle);
            case BundleEvent.STOPPED -> onStopped(bundle);
            case BundleEvent.UNINSTALLED -> onGone(bundle);
            default -> { }
        }
    }

    /** A bundle's page; a new one where its content is new; null if it is no plug-in. */
    private Page open(Bundle bundle) {
        BundleRevision revision = bundle == null ? null : bundle.adapt(BundleRevision.class);
        if (revision == null || !services.isPlugIn(bundle)) {
            return null;
        }
        return pages.compute(bundle, (key, page) -> page != null && page.isOf(revision) ? page
            : new Page(nameOf(bundle), bundle.getVersion().toString(), revision, clock.getAsLong()));
    }

    private synchronized void onStarted(Bundle bundle) {
        Page page = open(bundle);
        if (page != null) {
            boolean bringsNothing = PlugInServices.announced(bundle).isEmpty();
            note(bundle, Page.WHOLE, bringsNothing ? State.SERVING : State.INSTALLED, bringsNothing
                ? "it runs; it brings no service that the gateway takes from bundles" : "it is started", null);
        }
    }

    private synchronized void onStopped(Bundle bundle) {
        Page page = pages.get(bundle);
        if (page != null) {
            page.stopped(clock.getAsLong());
        }
    }

    private void onGone(Bundle bundle) {
        Page page = pages.remove(bundle);
        if (page != null) {
            LOG.info("bundle {} is gone", page.title());
        }
    }

    private void note(Bundle bundle, String serves, State state, String reason, Runnable readmission) {
        Page page = open(bundle);
        if (page == null) {
            return;
        }
        boolean news;
        synchronized (this) {
            news = page.note(serves, state, reason, clock.getAsLong(), readmission);
        }
        if (news) {
            log(page.title(), serves, state, reason);
        }
    }

    private static void log(String title, String serves, State state, String reason) {
        String subject = serves.isEmpty() ? title : title + ", " + serves;
        switch (state) {
            case REFUSED, QUARANTINED -> LOG.error("{} is {}: {}", subject, state.name().toLowerCase(Locale.ROOT),
                reason);
            case WAITING -> LOG.warn("{} waits: {}", subject, reason);
            default -> LOG.info("{}: {}", subject, reason);
        }
    }

    private static PlugIn shown(Object key, Page page) {
        return page.shown(key instanceof Bundle bundle ? String.join(", ", PlugInServices.announced(bundle)) : "");
    }

    private static String nameOf(Bundle bundle) {
        return Printable.of(bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName());
    }
}
