package gateway.auditor.line;

import gateway.api.content.AuditRecord;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps records in a file as long as that works. When it does not (no room, no permission) records are lost and
 * counted, traffic goes on, the log says so once and once more when it works again. Used by one thread at a time.
 */
public final class LineKeeper {
    private static final long RETRY_MILLIS = 1000;

    private final Placement placement;
    private final LineFile file;
    private final LongSupplier clockMillis;
    private final Consumer<String> log;
    private final EveEncoder encoder = new EveEncoder();
    private boolean failing;
    private long retryAtMillis;
    private long lost;
    /** Read by any thread. */
    private volatile String problem = "";

    /**
     * Keeps records where {@code placement} says.
     *
     * @param clockMillis milliseconds since any time, never going back
     * @param log takes the lines for the administrator
     */
    public LineKeeper(Placement placement, LongSupplier clockMillis, Consumer<String> log) {
        this.placement = placement;
        this.clockMillis = clockMillis;
        this.log = log;
        file = new LineFile(placement);
    }

    /** Where they are kept. */
    public Placement placement() {
        return placement;
    }

    /** What keeps it from writing; empty if nothing does. Any thread. */
    public String problem() {
        return problem;
    }

    /** Keeps a record, or counts it as lost. */
    public void keep(AuditRecord record) {
        if (failing && clockMillis.getAsLong() < retryAtMillis) {
            lost++;
            return;
        }
        try {
            file.append(encoder.encode(record));
        } catch (IOException e) {
            lost++;
            failed(e);
        }
        if (failing) {
            flush();
        }
    }

    /** Writes what waits in memory. */
    public void flush() {
        try {
            if (file.flush() && failing) {
                recovered();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Writes what waits and lets go of the file. */
    public void close() {
        flush();
        try {
            file.close();
        } catch (IOException e) {
            failed(e);
        }
        if (lost > 0) {
            log.accept(lost + " records were lost");
        }
    }

    private void failed(IOException e) {
        lost += file.forget();
        problem = "cannot write " + placement.file() + ": " + reason(e);
        if (!failing) {
            log.accept("records are not being kept, traffic goes on: " + problem);
        }
        failing = true;
        retryAtMillis = clockMillis.getAsLong() + RETRY_MILLIS;
    }

    private void recovered() {
        log.accept("records are kept again in " + placement.file() + "; " + lost + " were lost");
        failing = false;
        problem = "";
        lost = 0;
    }

    /** Some file system exceptions say only which file; their name says what about it. */
    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? name : name + " " + e.getMessage();
    }
}
