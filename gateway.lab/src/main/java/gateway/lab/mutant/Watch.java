package gateway.lab.mutant;

import java.util.ArrayList;
import java.util.List;

/** What the dissectors of one flow do, and the rules that they broke. */
final class Watch {
    private final List<WatchedDissector> open = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private long events;
    private long calls;

    /** A rule was broken. */
    void onFault(String application, String kind, String detail) {
        faults.add(new Fault(application, kind, detail));
    }

    /** A parser or a dissector threw. */
    void onThrown(String application, Throwable thrown) {
        faults.add(Fault.thrown(application, thrown));
    }

    void onOpened(WatchedDissector dissector) {
        open.add(dissector);
    }

    void onClosed(WatchedDissector dissector) {
        open.remove(dissector);
    }

    void onSaid() {
        events++;
    }

    void onCalled() {
        calls++;
    }

    /** How many events and messages there were. */
    long events() {
        return events;
    }

    /** How often a dissector was given something. */
    long calls() {
        return calls;
    }

    /** The dissectors that read on. */
    List<WatchedDissector> open() {
        return open;
    }

    /** What was broken, in order. */
    List<Fault> faults() {
        return faults;
    }

    /** Another flow begins. */
    void clear() {
        open.clear();
        faults.clear();
        events = 0;
        calls = 0;
    }
}
