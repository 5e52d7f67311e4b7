package gateway.core.internal.appliance;

import gateway.api.operation.LocalizingEffect;
import gateway.core.internal.quality.ClientKey;
import gateway.core.internal.quality.ClientLedger;
import gateway.core.internal.quality.FarPeers;
import gateway.core.internal.quality.Fetched;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.worker.WorkerProxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code quality}: has the workers tell every second what clients fetched, judges it, and tells them who is
 * left more far peers. It waits for no worker: what one tells late counts late.
 */
final class QualityWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(QualityWatch.class);
    private static final int TICK_MILLIS = 1000;
    /** Comparing takes some milliseconds of processor time, and nobody reads it every second. */
    private static final int COMPARED_EVERY = 5;
    /** Answers of workers that were not taken yet; a worker that has so many outstanding is not asked again. */
    private static final int MOST_WAITING = 64;

    private final Supplier<List<WorkerProxy>> workers;
    private final Redirections redirections;
    private final LongSupplier clock;
    private final ClientLedger ledger = new ClientLedger();
    private final Queue<List<Fetched>> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile FarPeers farPeers = FarPeers.AS_RULED;
    private volatile List<LocalizingEffect> effects = List.of();
    private volatile boolean wanted = true;

    QualityWatch(Supplier<List<WorkerProxy>> workers, Redirections redirections, LongSupplier clock) {
        this.workers = workers;
        this.redirections = redirections;
        this.clock = clock;
    }

    @Override
    public void run() {
        for (long tick = 0; wanted; tick++) {
            try {
                Thread.sleep(TICK_MILLIS);
                onTick(tick % COMPARED_EVERY == 0);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failed) {
                LOG.error("the rates of clients could not be judged", failed);
            }
        }
    }

    private void onTick(boolean compares) {
        ask();
        long now = clock.getAsLong();
        for (List<Fetched> each = told.poll(); each != null; each = told.poll()) {
            waiting.decrementAndGet();
            ledger.add(each, now);
        }
        ledger.onTick(now);
        tell(ledger.farPeers());
        if (compares) {
            effects = ledger.effects(now);
        }
    }

    private void ask() {
        if (waiting.get() < MOST_WAITING) {
            workers.get().forEach(worker -> worker.tell(pipeline -> {
                List<Fetched> more = pipeline.traffic().fetching().harvest();
                if (!more.isEmpty()) {
                    waiting.incrementAndGet();
                    told.add(more);
                }
            }));
        }
    }

    private void tell(FarPeers next) {
        FarPeers before = farPeers;
        if (!next.equals(before)) {
            farPeers = next;
            workers.get().forEach(worker -> worker.tell(pipeline -> pipeline.traffic().fetching().use(farPeers)));
            next.raised().forEach((who, many) -> {
                int more = many - before.raised().getOrDefault(who, 0);
                if (more > 0) {
                    release(who, more);
                }
            });
        }
    }

    private void release(ClientKey who, int more) {
        redirections.release(who.client(), who.application(), more);
    }

    void stop() {
        wanted = false;
    }

    /** Who is left more far peers than its rule says; any thread. */
    FarPeers farPeers() {
        return farPeers;
    }

    /** What localizing brings, as compared last; any thread. */
    List<LocalizingEffect> effects() {
        return effects;
    }
}
