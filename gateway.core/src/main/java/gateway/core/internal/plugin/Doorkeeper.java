package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps out of the framework's resolver what was not let in, so that no code of it runs, not even an initialiser.
 * A bundle from outside the appliance is examined while whoever installs it waits; until then, and if it is refused,
 * it cannot be resolved. It does not matter how it came: by a file, the console, or another bundle. Any thread.
 */
final class Doorkeeper implements SynchronousBundleListener, ResolverHookFactory, ResolverHook {
    private final PlugInServices services;
    private final PlugInLedger ledger;
    private final Supplier<Examination> examination;
    private final Set<BundleRevision> letIn = ConcurrentHashMap.newKeySet();
    private final Map<Bundle, String> refused = new ConcurrentHashMap<>();
    /** Of the appliance, but their content was replaced since it started. */
    private final Set<Bundle> replaced = ConcurrentHashMap.newKeySet();

    /** @param examination made anew for each bundle, from the settings of the moment */
    Doorkeeper(PlugInServices services, PlugInLedger ledger, Supplier<Examination> examination) {
        this.services = services;
        this.ledger = ledger;
        this.examination = examination;
    }

    /** Whether a bundle came from outside the appliance, or its content did. */
    boolean fromOutside(Bundle bundle) {
        return !services.ofAppliance(bundle) || replaced.contains(bundle);
    }

    /** Whether a bundle belongs to the appliance, whatever its content is by now. */
    boolean ofAppliance(Bundle bundle) {
        return services.ofAppliance(bundle);
    }

    /** Why a bundle is kept out; empty if it is not. */
    Optional<String> refusal(Bundle bundle) {
        return Optional.ofNullable(refused.get(bundle));
    }

    /** Looks at a bundle, again where it has been looked at; the ledger says what came of it. */
    void examine(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || !fromOutside(bundle)) {
            return;
        }
        Optional<String> reason = examination.get().refusal(bundle);
        if (reason.isEmpty()) {
            refused.remove(bundle);
            letIn.add(revision);
        } else {
            letIn.remove(revision);
            refused.put(bundle, reason.get());
            ledger.report(bundle, State.REFUSED, reason.get());
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> examine(bundle);
            case BundleEvent.UPDATED -> {
                if (services.ofAppliance(bundle)) {
                    replaced.add(bundle);
                }
                forget(bundle);
                examine(bundle);
            }
            case BundleEvent.UNINSTALLED -> {
                forget(bundle);
                replaced.remove(bundle);
            }
            default -> { }
        }
    }

    private void forget(Bundle bundle) {
        letIn.removeIf(revision -> revision.getBundle().equals(bundle));
        refused.remove(bundle);
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        candidates.removeIf(revision -> fromOutside(revision.getBundle()) && !letIn.contains(revision));
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        // Of two bundles of one name either may be resolved, as everywhere.
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        // Whatever may be resolved may be used.
    }

    @Override
    public void end() {
        // Nothing is kept between begin and end.
    }
}
