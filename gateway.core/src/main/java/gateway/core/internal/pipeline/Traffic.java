package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.policy.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Bytes by application, and by place, those that the kernel handled alone included. One worker thread; others get a
 * copy.
 */
public final class Traffic {
    /** A decided flow that is seen here is charged so often; what the kernel handles, when conntrack is read. */
    private static final long CHARGE_MILLIS = 1000;

    private final Map<String, long[]> bytes = new HashMap<>();
    private final PlaceTraffic places;
    private final Fetching fetching;
    private final LongSupplier clock;

    /**
     * Nothing counted yet.
     *
     * @param calls says where peers are
     * @param listsPeers whether lists of peers of an application are read
     */
    Traffic(LocalizerCalls calls, Distances distances, Predicate<String> listsPeers, LongSupplier clock) {
        this.places = new PlaceTraffic(calls, distances, clock);
        this.fetching = new Fetching(calls, distances, listsPeers, clock);
        this.clock = clock;
    }

    /** Counts a packet of a flow, under its label as soon as it is decided. */
    void count(ManagedFlow flow, Direction direction, int length, long nowMillis) {
        flow.count(direction, length);
        if (flow.ruling != null && nowMillis - flow.chargedMillis >= CHARGE_MILLIS) {
            charge(flow);
        }
    }

    /** Counts what a flow has carried since the last time. */
    void charge(ManagedFlow flow) {
        fetching.onBytes(flow);
        flow.chargedMillis = clock.getAsLong();
        long toServer = flow.chargeBytes(Direction.TO_SERVER);
        long toClient = flow.chargeBytes(Direction.TO_CLIENT);
        if (toServer + toClient > 0) {
            String application = flow.application().isEmpty() ? Rule.UNIDENTIFIED : flow.application();
            bytes.computeIfAbsent(application, unseen -> new long[1])[0] += toServer + toClient;
            places.charge(flow, application, toServer, toClient);
        }
    }

    /** What single clients fetch. */
    public Fetching fetching() {
        return fetching;
    }

    /** Adds these bytes to {@code sums}. */
    public void addTo(Map<String, Long> sums) {
        bytes.forEach((application, sum) -> sums.merge(application, sum[0], Long::sum));
    }

    /** The same bytes by place. */
    public PlaceTraffic places() {
        return places;
    }
}
