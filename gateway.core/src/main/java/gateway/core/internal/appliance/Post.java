package gateway.core.internal.appliance;

import gateway.core.internal.intake.QueueSocket;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.source.RawPacket.Verdict;
import gateway.core.internal.tap.PacketTap;
import gateway.core.internal.worker.Priority;
import gateway.core.internal.worker.Worker;
import java.util.concurrent.CountDownLatch;

/**
 * One worker's place: its queues, its hands in the kernel, its pipeline, its thread. All of it belongs to that thread.
 * A worker that is stuck is given up with its whole post, and another post is made for the same queues.
 */
final class Post implements AutoCloseable {
    private final int number;
    private final QueueSocket socket;
    private final PacketTap tap;
    private final KernelEnforcement enforcement;
    private final Pipeline pipeline;
    private final Worker worker;
    private final Thread thread;
    private final CountDownLatch released = new CountDownLatch(1);

    Post(int number, QueueSocket socket, PacketTap tap, KernelEnforcement enforcement, Pipeline pipeline,
         Worker worker) {
        this.number = number;
        this.socket = socket;
        this.tap = tap;
        this.enforcement = enforcement;
        this.pipeline = pipeline;
        this.worker = worker;
        this.thread = new Thread(this::run, "worker " + number);
        // One that is stuck must not keep the process alive; the others are waited for.
        thread.setDaemon(true);
    }

    int number() {
        return number;
    }

    QueueSocket socket() {
        return socket;
    }

    PacketTap tap() {
        return tap;
    }

    KernelEnforcement enforcement() {
        return enforcement;
    }

    Worker worker() {
        return worker;
    }

    /** Belongs to the worker's thread, but for one that is stuck in a bundle. */
    Pipeline pipeline() {
        return pipeline;
    }

    /** Whether the thread still runs. */
    boolean alive() {
        return thread.isAlive();
    }

    void start() {
        thread.start();
    }

    /** Waits for the thread's end after the worker was stopped. */
    boolean await(long millis) throws InterruptedException {
        // Zero would wait for ever.
        thread.join(Math.max(1, millis));
        return !thread.isAlive();
    }

    /**
     * Gives the worker up. What waits in its queues is settled, and they are free for another. The thread is asked to
     * come back from wherever it is; if it ever does, it closes what it had.
     *
     * @param where what the thread is called from now on
     */
    void abandon(Verdict verdict, String where) throws NetlinkException {
        worker.abandon();
        try {
            socket.release(verdict);
        } finally {
            released.countDown();
            thread.setName("worker " + number + ", stuck in " + where);
            thread.interrupt();
        }
    }

    /** Closes what the thread had, which has ended or was never started. */
    @Override
    public void close() {
        socket.close();
        tap.close();
        enforcement.close();
    }

    private void run() {
        Priority.raise();
        worker.run();
        if (worker.abandoned()) {
            boolean interrupted = false;
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
