package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugIn.State;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * One plug-in's page in the ledger. The bundle as a whole and each service that it brings have a standing; what is
 * shown is the standing that most wants to be seen. Guarded by the ledger, but for the errors.
 */
final class Page {
    /** Stands for the bundle as a whole, beside the names of what it serves. */
    static final String WHOLE = "";
    /** From what most wants to be seen to what least does. */
    private static final List<State> URGENCY = List.of(State.QUARANTINED, State.REFUSED, State.WAITING,
        State.TESTING, State.SERVING, State.INSTALLED);

    private record Standing(State state, String reason, long sinceMillis, Runnable readmission) {
    }

    private final String name;
    private final String version;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final AtomicLong errors = new AtomicLong();

    Page(String name, String version) {
        this.name = name;
        this.version = version;
    }

    String name() {
        return name;
    }

    /** Name and version, for the log. */
    String title() {
        return version.isEmpty() ? name : name + ' ' + version;
    }

    /** A standing replaces the earlier one of the same service; since when it holds is kept where nothing changed. */
    void note(String serves, State state, String reason, long nowMillis, Runnable readmission) {
        Standing before = standings.get(serves);
        long since = before != null && before.state == state ? before.sinceMillis : nowMillis;
        standings.put(serves, new Standing(state, reason, since, readmission));
    }

    void clear() {
        standings.clear();
    }

    void withdraw(String serves) {
        standings.remove(serves);
    }

    /** What lets it serve again; none unless it is in quarantine. */
    List<Runnable> readmissions() {
        return standings.values().stream().filter(standing -> standing.state == State.QUARANTINED)
            .map(Standing::readmission).toList();
    }

    /** It threw. Any thread, without a lock. */
    void count() {
        errors.incrementAndGet();
    }

    PlugIn shown(String announced) {
        Standing worst = standings.values().stream()
            .min(Comparator.comparingInt(standing -> URGENCY.indexOf(standing.state)))
            .orElseThrow();
        String known = standings.keySet().stream().filter(serves -> !serves.equals(WHOLE))
            .collect(Collectors.joining(", "));
        return new PlugIn(name, version, known.isEmpty() ? announced : known, worst.state, worst.reason,
            worst.sinceMillis, errors.get());
    }
}
