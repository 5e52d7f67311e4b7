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
    private final Object content;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final AtomicLong errors = new AtomicLong();

    /** @param content what the bundle holds, by which an update is told; null for a file */
    Page(String name, String version, Object content, long nowMillis) {
        this.name = name;
        this.version = version;
        this.content = content;
        note(WHOLE, State.INSTALLED, "it is installed and not started", nowMillis, null);
    }

    boolean isOf(Object other) {
        return content == other;
    }

    String name() {
        return name;
    }

    /** Name and version, for the log. */
    String title() {
        return version.isEmpty() ? name : name + ' ' + version;
    }

    /**
     * A standing replaces the earlier one of the same service; since when it holds is kept where nothing changed.
     *
     * @return whether that is news
     */
    boolean note(String serves, State state, String reason, long nowMillis, Runnable readmission) {
        Standing before = standings.get(serves);
        long since = before != null && before.state == state ? before.sinceMillis : nowMillis;
        standings.put(serves, new Standing(state, reason, since, readmission));
        return before == null || before.state != state || !before.reason.equals(reason);
    }

    /** Nothing of it serves any more; why it was refused is still worth knowing. */
    void stopped(long nowMillis) {
        Standing whole = standings.get(WHOLE);
        standings.clear();
        if (whole != null && whole.state == State.REFUSED) {
            standings.put(WHOLE, whole);
        } else {
            note(WHOLE, State.INSTALLED, "it is stopped", nowMillis, null);
        }
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
