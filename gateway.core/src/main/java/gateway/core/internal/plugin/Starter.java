package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Starts bundles from {@code load/}; the ledger says why one does not start. Thread {@code bundle gate}. */
final class Starter {
    private final PlugInLedger ledger;
    private final Doorkeeper doorkeeper;
    private final UnmetRequirements unmet;

    Starter(PlugInLedger ledger, Doorkeeper doorkeeper, UnmetRequirements unmet) {
        this.ledger = ledger;
        this.doorkeeper = doorkeeper;
        this.unmet = unmet;
    }

    /**
     * Starts a bundle.
     *
     * @return false where something was missing that another bundle may bring
     */
    boolean start(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED || doorkeeper.refusal(bundle).isPresent()) {
            return true;
        }
        Optional<String> missing = unmet.of(bundle);
        if (missing.isPresent()) {
            ledger.report(bundle, State.REFUSED, missing.get());
            return false;
        }
        try {
            Patience.run("start of " + Printable.of(bundle.getSymbolicName()),
                () -> bundle.start(Bundle.START_ACTIVATION_POLICY));
            return true;
        } catch (ExecutionException refused) {
            return !onFailure(bundle, refused.getCause());
        } catch (TimeoutException stuck) {
            ledger.report(bundle, State.REFUSED, "its start has not returned for " + Patience.SECONDS + " s");
            return true;
        }
    }

    /** Says why; whether it was for want of something. */
    private boolean onFailure(Bundle bundle, Throwable refused) {
        if (refused instanceof InterruptedException) {
            return false;
        }
        boolean unresolved = refused instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR;
        ledger.report(bundle, State.REFUSED, unresolved
            ? "it needs what nobody here has: " + Printable.of(refused.getMessage())
            : "it fails to start: " + Printable.of(refused));
        return unresolved;
    }
}
