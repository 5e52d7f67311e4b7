package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what a console brought into {@code load/}, since the next start begins with an empty cache. Thread
 * {@code bundle gate}.
 */
final class KeptBundles {
    private static final Logger LOG = LoggerFactory.getLogger(KeptBundles.class);
    /** The framework opens a bundle anew after an update, and cuts off whoever is reading it. */
    private static final int ATTEMPTS = 5;

    /** Has something done on the thread of the gate, in a moment. */
    interface Later {
        /** Returns at once. */
        void run(Runnable task);
    }

    private final LoadFolder load;
    private final Doorkeeper doorkeeper;
    private final PlugInLedger ledger;
    private final Path copies;
    private final LongSupplier maxBytes;
    private final Later later;

    /**
     * @param copies where a copy is made before it is moved
     * @param maxBytes the bound of a jar at that moment
     */
    KeptBundles(LoadFolder load, Doorkeeper doorkeeper, PlugInLedger ledger, Path copies, LongSupplier maxBytes,
                Later later) {
        this.load = load;
        this.doorkeeper = doorkeeper;
        this.ledger = ledger;
        this.copies = copies;
        this.maxBytes = maxBytes;
        this.later = later;
    }

    /** Keeps a bundle as it is now, unless it came from the folder or is the appliance's own. */
    void keep(Bundle bundle) {
        keep(bundle, ATTEMPTS);
    }

    private void keep(Bundle bundle, int attempts) {
        if (!doorkeeper.fromOutside(bundle) || doorkeeper.refusal(bundle).isPresent()) {
            return;
        }
        if (doorkeeper.ofAppliance(bundle)) {
            LOG.warn("{} of the appliance was replaced; the next start brings the appliance's own back",
                bundle.getSymbolicName());
        } else if (load.lacks(bundle)) {
            copy(bundle, attempts);
        }
    }

    private void copy(Bundle bundle, int attempts) {
        long modified = bundle.getLastModified();
        try (BundleCopy copy = BundleCopy.of(bundle, BundleEntries.of(bundle), copies, maxBytes.getAsLong())) {
            load.keep(bundle, modified, copy.file());
        } catch (RefusedJar refused) {
            lost(bundle, refused);
        } catch (IOException | RuntimeException failed) { // what the framework throws where a content is gone
            if (attempts > 1) {
                later.run(() -> keep(bundle, attempts - 1));
            } else {
                lost(bundle, failed);
            }
        }
    }

    private void lost(Bundle bundle, Exception why) {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            ledger.report(bundle, State.INSTALLED, "it will be gone at the next start: it could not be written to "
                + load.folder() + ": " + Printable.of(why));
        }
    }
}
