package gateway.core.internal.appliance;

import gateway.core.internal.kernel.Connection;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.ConntrackEvents;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.worker.WorkerProxy;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code conntrack reader}: brings the bytes and ends of connections that the kernel took over to the
 * workers, so that what was handed over stays counted. Ends at once, bytes every two seconds, less often where the
 * table is so large that reading it takes long.
 */
final class ConntrackReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConntrackReader.class);
    private static final int WAIT_MILLIS = 200;
    private static final long LEAST_INTERVAL_NANOS = 2_000_000_000L;
    /** At most a twentieth of the time is spent on dumps. */
    private static final int SHARE = 20;

    private final Conntrack conntrack;
    private final ConntrackEvents events;
    private final Supplier<List<WorkerProxy>> workers;
    private final LongSupplier clock;
    private final Connection.Visitor live = connection -> collect(connection, connection.closed);
    private final Connection.Visitor gone = connection -> collect(connection, true);
    private ConnectionBatch batch;
    private volatile boolean wanted = true;

    ConntrackReader(Conntrack conntrack, ConntrackEvents events, Supplier<List<WorkerProxy>> workers,
                    LongSupplier clock) {
        this.conntrack = conntrack;
        this.events = events;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void run() {
        long interval = LEAST_INTERVAL_NANOS;
        long last = System.nanoTime();
        while (wanted) {
            try {
                batch = new ConnectionBatch();
                events.poll(gone, WAIT_MILLIS);
                send();
                if (System.nanoTime() - last >= interval) {
                    long began = System.nanoTime();
                    batch = new ConnectionBatch();
                    conntrack.dumpForgettingClosed(Marks.bits(Marks.ACCEPT, 0), Marks.bits(Marks.FORWARDED, 0), live);
                    send();
                    last = System.nanoTime();
                    interval = Math.max(LEAST_INTERVAL_NANOS, (last - began) * SHARE);
                }
            } catch (NetlinkException failed) {
                LOG.warn("the kernel's connections cannot be read: {}", failed.getMessage());
                pause();
            }
        }
    }

    void stop() {
        wanted = false;
    }

    private void collect(Connection connection, boolean ended) {
        batch.add(connection, ended);
        if (batch.isFull()) {
            send();
            batch = new ConnectionBatch();
        }
    }

    private void send() {
        if (!batch.isEmpty()) {
            ConnectionBatch full = batch;
            long now = clock.getAsLong();
            workers.get().forEach(worker -> worker.tell(pipeline -> full.apply(pipeline, now)));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
