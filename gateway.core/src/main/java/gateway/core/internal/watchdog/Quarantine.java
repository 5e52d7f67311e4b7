package gateway.core.internal.watchdog;

import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.classify.ParserRegistry;
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
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "quarantine");
        thread.setDaemon(true);
        return thread;
    });

    /** Puts parsers out of this registry. */
    public Quarantine(ParserRegistry parsers) {
        this.parsers = parsers;
    }

    /** Puts a bundle out soon; any thread, returns at once. Twice is once. */
    public void take(ParserEntry bundle, String reason) {
        try {
            executor.execute(() -> put(bundle, reason));
        } catch (RejectedExecutionException closed) {
            LOG.warn("protocol {} stays, since the gateway stops: {}", bundle.id(), reason);
        }
    }

    private void put(ParserEntry bundle, String reason) {
        try {
            parsers.quarantine(bundle.parser(), reason);
        } catch (RuntimeException | Error unexpected) {
            LOG.error("protocol {} could not be put into quarantine", bundle.id(), unexpected);
        }
    }

    /** Takes no more. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
