package gateway.core.internal.watchdog;

import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.classify.ParserRegistry;
import gateway.core.internal.locality.LocalizerRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has bundles put out that failed, on a thread of its own: the registry returns only when every worker has heard, so
 * that neither a worker nor the watchdog may wait for it.
 */
public final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final ParserRegistry parsers;
    private final LocalizerRegistry localizers;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "quarantine");
        thread.setDaemon(true);
        return thread;
    });

    /** Puts bundles out of these registries. */
    public Quarantine(ParserRegistry parsers, LocalizerRegistry localizers) {
        this.parsers = parsers;
        this.localizers = localizers;
    }

    /** Puts a bundle out soon; any thread, returns at once. Twice is once. */
    public void take(BundleCode bundle, String reason) {
        try {
            executor.execute(() -> put(bundle, reason));
        } catch (RejectedExecutionException closed) {
            LOG.warn("{} stays, since the gateway stops: {}", bundle.title(), reason);
        }
    }

    private void put(BundleCode bundle, String reason) {
        try {
            if (bundle instanceof ParserEntry entry) {
                parsers.quarantine(entry.parser(), reason);
            } else {
                localizers.quarantine(bundle.service(), reason);
            }
        } catch (RuntimeException | Error unexpected) {
            LOG.error("{} could not be put into quarantine", bundle.title(), unexpected);
        }
    }

    /** Takes no more. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
