package gateway.core.internal.pipeline;

import gateway.api.operation.FoundFile;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What was found last in the files of all workers' flows. It outlives workers and intakes, since whoever looks for a
 * finding does not care for these; records hold all findings. Any thread, without a lock.
 */
public final class Findings {
    /** So many are remembered. */
    public static final int MOST = 100;

    private final AtomicReference<List<FoundFile>> newest = new AtomicReference<>(List.of());

    /** Adds one; the oldest goes where there are too many. Findings are rare enough for a copy each. */
    void add(FoundFile file) {
        newest.updateAndGet(before -> Stream.concat(Stream.of(file), before.stream()).limit(MOST).toList());
    }

    /** At most {@link #MOST}, newest first. */
    public List<FoundFile> newest() {
        return newest.get();
    }
}
