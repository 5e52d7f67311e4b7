package gateway.scanner.pool;

import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.scanner.clamd.Clamd;
import gateway.scanner.clamd.DeadlinePassed;
import gateway.scanner.clamd.UnreadableContent;
import gateway.scanner.clamd.Verdicts;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one scan after the other. */
final class ScanThread implements Runnable {
    /** Where scans come from. */
    interface Turns {
        /** Gives back the scan that was made, if any, and waits for the next; null once there is none any more. */
        ScanTask next(ScanTask made) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ScanThread.class);

    private final Engine engine;
    private final Tally tally;
    private final int retries;
    private final Turns turns;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Clamd.BUFFER_BYTES);

    ScanThread(Engine engine, Tally tally, int retries, Turns turns) {
        this.engine = engine;
        this.tally = tally;
        this.retries = retries;
        this.turns = turns;
    }

    @Override
    public void run() {
        try {
            ScanTask task = turns.next(null);
            while (task != null) {
                task.end(verdict(task));
                task = turns.next(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the pool ends, and has settled what there was
        }
    }

    /** A scan is settled whatever happens to it. */
    private ScanVerdict verdict(ScanTask task) {
        try {
            return attempts(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return order(task, Reason.SCANNER_DOWN, "the scanner ends");
        } catch (RuntimeException | Error e) { // no memory, for instance; whoever waits is told all the same
            LOG.warn("a scan failed", e);
            return order(task, Reason.SCANNER_DOWN, "the scanner failed");
        }
    }

    private ScanVerdict attempts(ScanTask task) throws InterruptedException {
        String why = "";
        for (int attempt = 0; attempt <= retries; attempt++) {
            long start = engine.await(task.deadline(), task::cutBy);
            if (start < 0) {
                return order(task, task.deadline().leftMillis() == 0 ? Reason.DEADLINE : Reason.SCANNER_DOWN,
                    engine.down().orElse("clamd does not come back"));
            }
            if (attempt > 0) {
                tally.retried();
            }
            try {
                return engine.scan(task.content(), task.method(), task.deadline(), buffer, task::cutBy);
            } catch (DeadlinePassed e) {
                return order(task, Reason.DEADLINE, "no verdict in time");
            } catch (UnreadableContent e) {
                return order(task, Reason.UNREADABLE, e.getMessage());
            } catch (IOException e) {
                if (task.order() != null) {
                    return task.order();
                }
                engine.suspect(start, e);
                why = String.valueOf(e.getMessage());
            }
        }
        return order(task, Reason.SCANNER_DOWN, why);
    }

    /** What it was told to end with, or else this. */
    private static NotScanned order(ScanTask task, Reason reason, String detail) {
        NotScanned ordered = task.order();
        return ordered != null ? ordered : Verdicts.notScanned(task.method(), reason, detail);
    }
}
