package gateway.core.internal.operation;

import gateway.api.operation.GatewayStatus;
import gateway.api.operation.GatewayStatus.Phase;
import gateway.api.operation.ScanPicture.Level;
import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.appliance.Inspection.Totals;
import gateway.core.internal.appliance.Inspection.Waiting;
import gateway.core.internal.intake.Latency;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.ConntrackLevel;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.PlaceSums;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Observations as a test wants them: set the fields, {@link #look}, go on. */
public final class Seen implements Observations {
    /** The time now. */
    public long nowMillis = 1_000_000_000_000L;
    /** Where the gateway stands. */
    public Phase phase = Phase.RUNNING;
    /** Lines about conf/. */
    public List<String> problems = List.of();
    /** What the workers counted. */
    public final Counters counters = new Counters();
    /** Bytes by application. */
    public final Map<String, Long> bytes = new TreeMap<>();
    /** Bytes by place. */
    public final PlaceSums places = new PlaceSums();
    /** How packets fared. */
    public final Latency latency = new Latency();
    /** Packets that came to the workers. */
    public long received;
    /** What the rules counted. */
    public RuleCounters rules = new RuleCounters(0, 0, 0, 0, 0, 0);
    /** The kernel's queues. */
    public List<QueueState> queues = List.of(new QueueState(0, 0, 0, 0, 0), new QueueState(1, 0, 0, 0, 0));
    /** The connection table. */
    public ConntrackLevel level = new ConntrackLevel(10, 1000);
    /** Records lost. */
    public long lost;
    /** Repairs. */
    public long repairs;
    /** Turns of each worker. */
    public List<Long> turns = List.of(0L);
    /** Who scans. */
    public Scans scans = new Scans(false, false, Optional.empty(), new Level(0, 100), new Level(0, 200),
        List.of());
    /** Who localizes. */
    public Localization localization = new Localization(false, false, 0, "", List.of());
    private final Deque<Observation> observations = new ArrayDeque<>();

    /** Takes down what there is now, and lets time pass. */
    public Seen look(long thenMillis) {
        observations.add(new Observation(nowMillis, new Totals(counters.copy(), 3, 7, 1, 0, Map.copyOf(bytes),
            copy(places)),
            new Waiting(latency.copy(), 0), received, rules, queues, level, 5, lost, repairs, turns, scans,
            localization));
        nowMillis += thenMillis;
        return this;
    }

    private static PlaceSums copy(PlaceSums sums) {
        PlaceSums copy = new PlaceSums();
        copy.add(sums);
        return copy;
    }

    @Override
    public GatewayStatus status() {
        return new GatewayStatus(phase, "as the test says", 0, 1, "", false, 2, problems);
    }

    @Override
    public Optional<Observation> newest() {
        return phase == Phase.RUNNING ? Optional.ofNullable(observations.peekLast()) : Optional.empty();
    }

    @Override
    public Optional<Observation> before(long seconds) {
        Iterator<Observation> newestFirst = observations.descendingIterator();
        Observation found = observations.peekFirst();
        while (newestFirst.hasNext()) {
            Observation each = newestFirst.next();
            if (each.atMillis() <= nowMillis - seconds * 1000) {
                found = each;
                break;
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }
}
