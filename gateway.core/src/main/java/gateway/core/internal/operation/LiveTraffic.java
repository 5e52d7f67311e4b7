package gateway.core.internal.operation;

import gateway.api.operation.GatewayStatus;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TrafficSample;
import gateway.core.internal.intake.Latency;
import gateway.core.internal.pipeline.PlaceSums;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything that is counted every two seconds, on the thread {@code traffic meter}, which may wait for a
 * worker or the kernel without anybody waiting for it, and keeps what was seen for ten minutes. What it answers is
 * answered at once, on any thread.
 */
public final class LiveTraffic implements TrafficMeter, Observations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTraffic.class);
    private static final double NANOS_PER_MICRO = 1000;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Standing standing;
    private final LongSupplier clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
        task -> daemon(new Thread(task, "traffic meter")));
    /** Of the present run only, oldest first; guarded by this. */
    private final Deque<Observation> observations = new ArrayDeque<>();
    private final Deque<TrafficSample> samples = new ArrayDeque<>();
    private RunningGateway seen;
    private boolean complained;

    /** @param clock milliseconds since 1970, never backwards */
    public LiveTraffic(Standing standing, LongSupplier clock) {
        this.standing = standing;
        this.clock = clock;
    }

    /** Begins to look. */
    public void start() {
        thread.scheduleAtFixedRate(this::look, 0, SAMPLE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public GatewayStatus status() {
        return standing.status();
    }

    @Override
    public synchronized List<TrafficSample> samples(long sinceMillis) {
        return samples.stream().filter(sample -> sample.atMillis() > sinceMillis).toList();
    }

    @Override
    public synchronized Optional<Observation> newest() {
        return standing.ifRunning().isEmpty() ? Optional.empty() : Optional.ofNullable(observations.peekLast());
    }

    @Override
    public long nowMillis() {
        return clock.getAsLong();
    }

    @Override
    public synchronized Optional<Observation> before(long seconds) {
        if (standing.ifRunning().isEmpty() || observations.isEmpty()) {
            return Optional.empty();
        }
        long wanted = clock.getAsLong() - TimeUnit.SECONDS.toMillis(seconds);
        Iterator<Observation> newestFirst = observations.descendingIterator();
        while (newestFirst.hasNext()) {
            Observation each = newestFirst.next();
            if (each.atMillis() <= wanted) {
                return Optional.of(each);
            }
        }
        return Optional.of(observations.getFirst());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** One look; package-private for tests, which have no patience. */
    void look() {
        try {
            RunningGateway gateway = standing.ifRunning().orElse(null);
            if (gateway != null) {
                take(gateway, Observation.of(gateway.inspection(), clock.getAsLong()));
                complained = false;
            }
        } catch (TimeoutException | IOException | RuntimeException failed) {
            complain(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** A gateway that stops meanwhile closes what is being looked at: that is no failure. */
    private void complain(Exception failed) {
        if (!complained && standing.ifRunning().orElse(null) == seen && seen != null) {
            complained = true;
            LOG.warn("the traffic could not be measured: {}", failed.getMessage());
        }
    }

    private synchronized void take(RunningGateway gateway, Observation now) {
        if (gateway != seen) {
            seen = gateway;
            observations.clear();
        }
        Observation before = observations.peekLast();
        keep(observations, now);
        if (before != null) {
            keep(samples, sample(before, now));
        }
    }

    private static <T> void keep(Deque<T> kept, T newest) {
        if (kept.size() == MAX_SAMPLES) {
            kept.removeFirst();
        }
        kept.addLast(newest);
    }

    /** What happened between two looks. A worker that was replaced meanwhile counts anew: nothing is negative. */
    static TrafficSample sample(Observation before, Observation now) {
        Latency latency = now.waiting().latency().since(before.waiting().latency());
        PlaceSums places = now.totals().bytesByPlace().since(before.totals().bytesByPlace());
        return new TrafficSample(now.atMillis(), (now.atMillis() - before.atMillis()) / MILLIS_PER_SECOND,
            more(before.totals().bytesByApplication(), now.totals().bytesByApplication()),
            places.countries(TrafficSample.PLACES), places.systems(TrafficSample.PLACES),
            Math.max(0, now.totals().counters().packets - before.totals().counters().packets),
            Math.max(0, now.kernelPackets() - before.kernelPackets()),
            now.totals().flows(), Math.max(0, now.totals().flowsCreated() - before.totals().flowsCreated()),
            Math.max(0, now.totals().counters().refusedFlows - before.totals().counters().refusedFlows),
            now.queued(), now.waiting().held(), Math.round(latency.quantile(0.5) / NANOS_PER_MICRO),
            Math.round(latency.quantile(0.99) / NANOS_PER_MICRO), now.level().entries(), now.level().maximum());
    }

    private static Map<String, Long> more(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> more = new TreeMap<>();
        now.forEach((application, bytes) -> {
            long difference = bytes - before.getOrDefault(application, 0L);
            if (difference > 0) {
                more.put(application, difference);
            }
        });
        return Map.copyOf(more);
    }

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }
}
